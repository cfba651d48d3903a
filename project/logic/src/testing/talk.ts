// What tests of entries say to a logic node, and what they read back.
import type { Id } from '@godwit/shared/ids/id';
import { type ErrorName, errorName } from '@godwit/shared/protocol/errors';
import type { AckResult } from '@godwit/shared/protocol/messages/ack-result';
import type { ConversationState } from '@godwit/shared/protocol/messages/conversation-state';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import { encodeMessageBody, type MessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { OutgoingEntry } from '@godwit/shared/protocol/messages/outgoing-entry';
import type { FakeSession } from './fake-access.js';
import { userMessage } from './messages.js';
import { testId } from './people.js';

/** Sends one entry; resolves with its ack. */
export async function tell(session: FakeSession, conversationId: Id, entry: OutgoingEntry): Promise<AckResult> {
  const before = session.all('messageAck').length;
  session.send(userMessage(conversationId, entry));
  const results = (): AckResult[] =>
    session
      .all('messageAck')
      .slice(before)
      .flatMap((ack) => ack.results);
  return session.when('an ack', () => results().find((r) => r.clientMsgId === entry.clientMsgId));
}

/** undefined: it was committed. */
export async function refusal(session: FakeSession, conversationId: Id, entry: OutgoingEntry): Promise<ErrorName | undefined> {
  return errorName((await tell(session, conversationId, entry)).code);
}

export async function logOf(session: FakeSession, conversationId: Id): Promise<readonly Entry[]> {
  const page = await session.ask({
    kind: 'historyRequest',
    conversationId,
    fromSeq: 1,
    toSeq: 0,
    limit: 0,
    direction: 'forward',
    since: 0,
  });
  if (page.kind !== 'historyPage') throw new Error(JSON.stringify(page));
  return page.entries;
}

export async function stateOf(session: FakeSession, conversationId: Id): Promise<ConversationState> {
  const request = { since: 0, userVersion: 0, cursor: '', limit: 0, conversationIds: [conversationId] };
  const page = await session.ask({ kind: 'syncRequest', ...request });
  if (page.kind !== 'syncPage') throw new Error(JSON.stringify(page));
  return page.conversations[0]!;
}

export const messageEntry = (body: Partial<MessageBody>): OutgoingEntry => ({
  clientMsgId: testId(),
  kind: 'message',
  targetSeq: 0,
  body: encodeMessageBody(body),
});
