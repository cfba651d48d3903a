import type { Id } from '@godwit/shared/ids/id';
import type { ConversationState } from '@godwit/shared/protocol/messages/conversation-state';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import { decodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { SystemEvent } from '@godwit/shared/protocol/messages/system-event';
import { askLogic, valueOf } from './ask-logic.js';
import type { FakeSession } from './fake-access.js';
import type { LogicWorld } from './logic-world.js';
import { textEntry, userMessage } from './messages.js';
import { befriend, createUser, upTo } from './people.js';

/** Somebody, and friends of his who do not know each other. */
export async function friends(world: LogicWorld, count: number): Promise<FakeSession[]> {
  const people = await Promise.all(upTo(count).map(async () => world.access.online(await createUser(world.db))));
  const [first, ...others] = people;
  for (const { userId } of others) await befriend(world.db, first!.userId, userId);
  return people;
}

export async function startGroup(world: LogicWorld, owner: FakeSession, ...members: FakeSession[]): Promise<Id> {
  const request = { userId: owner.userId, title: 'Birds', memberIds: members.map((m) => m.userId) };
  return (await valueOf(askLogic(world, 'createGroup', request))).conversationId;
}

export const eventOf = (entry: Entry): SystemEvent => decodeMessageBody(entry.body).system!;

/** What was pushed of a conversation, in order. */
export const entriesOf = (session: FakeSession, conversationId: Id): Entry[] =>
  session.all('pushMessage').flatMap((push) => (push.conversationId === conversationId ? push.entries : []));

export const entryAt = (session: FakeSession, conversationId: Id, seq: number): Promise<Entry> =>
  session.when(`entry ${String(seq)}`, () => entriesOf(session, conversationId).find((e) => e.seq === seq));

/** Sends and gives the result of the ack. */
export async function send(session: FakeSession, conversationId: Id, text = 'hi'): Promise<{ code: number; seq: number }> {
  const entry = textEntry(text);
  session.send(userMessage(conversationId, entry));
  return session.when('an ack', () =>
    session
      .all('messageAck')
      .flatMap((ack) => ack.results)
      .find((result) => result.clientMsgId === entry.clientMsgId),
  );
}

/** As a sync gives it. */
export async function stateOf(session: FakeSession, conversationId: Id): Promise<ConversationState> {
  const page = await session.ask({
    kind: 'syncRequest',
    since: 0,
    userVersion: 0,
    cursor: '',
    limit: 0,
    conversationIds: [conversationId],
  });
  if (page.kind !== 'syncPage') throw new Error(`got ${page.kind}`);
  return page.conversations[0]!;
}

/** The seqs that history gives; none where it is refused. */
export async function logOf(session: FakeSession, conversationId: Id): Promise<number[]> {
  const found: number[] = [];
  for (let fromSeq = 1; ;) {
    const page = await session.ask({
      kind: 'historyRequest',
      conversationId,
      fromSeq,
      toSeq: 0,
      limit: 200,
      direction: 'forward',
      since: 0,
    });
    if (page.kind !== 'historyPage') return found;
    found.push(...page.entries.map((e) => e.seq));
    if (page.toSeq >= page.lastSeq) return found;
    fromSeq = page.toSeq + 1;
  }
}
