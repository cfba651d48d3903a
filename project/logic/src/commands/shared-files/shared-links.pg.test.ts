import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { encodeMessageBody, type MessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { SharedFiles } from '@godwit/shared/rest/conversations';
import { askLogic, refusalOf, valueOf } from '../../testing/ask-logic.js';
import type { FakeSession } from '../../testing/fake-access.js';
import { attachmentOf, createFile } from '../../testing/files.js';
import { friends, startGroup } from '../../testing/groups.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { actionEntry, textEntry } from '../../testing/messages.js';
import { befriend, createUser, testId } from '../../testing/people.js';
import { messageEntry, tell } from '../../testing/talk.js';
import { STATEMENT } from './find-linking.js';
import { MAX_ROWS } from './view-sql.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld();
});
afterAll(() => world.close());

const LINK = 'https://mudflats.example/tides';

const say = async (by: FakeSession, id: Id, text: string): Promise<number> => (await tell(by, id, textEntry(text))).seq;
const link = (by: FakeSession, id: Id): Promise<number> => say(by, id, `see ${LINK}`);

interface Page {
  readonly before?: number;
  readonly limit?: number;
}
const ask = ({ userId }: FakeSession, conversationId: Id, { before = 0, limit = 50 }: Page = {}) =>
  askLogic(world, 'sharedFiles', { userId, conversationId, kind: 'link', before, limit });
const page = (by: FakeSession, id: Id, of?: Page): Promise<SharedFiles> => valueOf(ask(by, id, of));
const seen = async (by: FakeSession, id: Id): Promise<number[]> => (await page(by, id)).seqs;

async function chat(): Promise<{ alice: FakeSession; bob: FakeSession; id: Id }> {
  const [a, b] = [await createUser(world.db), await createUser(world.db)];
  const id = await befriend(world.db, a, b);
  return { alice: await world.access.online(a), bob: await world.access.online(b), id };
}

/** Rows of messages behind those that are there. */
async function insert(id: Id, count: number, body: Partial<MessageBody>): Promise<void> {
  const { rows } = await world.db.query<{ last: string }>(`SELECT last_seq AS last FROM conversation WHERE id = $1`, [id]);
  const last = Number(rows[0]!.last);
  await world.db.query(
    `INSERT INTO message (id, conversation_id, seq, sender_id, client_msg_id, body)
     SELECT $1::bigint * 10000 + n, $1, n, 7, n, $4 FROM generate_series($2::int, $3::int) AS n`,
    [id, last + 1, last + count, Buffer.from(encodeMessageBody({ kind: 'text', ...body }))],
  );
  await world.db.query(`UPDATE conversation SET last_seq = $2 WHERE id = $1`, [id, last + count]);
}

describe('messages with links', () => {
  it('[F-46] are those whose words link to a web address, the newest first, one with two of them once', async () => {
    const { alice, bob, id } = await chat();
    const picture = attachmentOf(await createFile(world.db, alice.userId, { kind: 'image', mime: 'image/png' }));
    await link(alice, id);
    await say(bob, id, 'no address');
    await say(bob, id, `${LINK} and http://b.example and HTTPS://C.EXAMPLE`);
    await tell(alice, id, messageEntry({ kind: 'image', attachments: [picture], text: `taken at ${LINK}` }));
    await say(bob, id, '> HTTP://MUDFLATS.EXAMPLE');
    for (const by of [alice, bob]) expect(await page(by, id)).toEqual({ seqs: [5, 4, 3, 1], next: 0 });
  });

  it('[F-46] [F-37] are not those that have an address elsewhere: in code, a quote, a record, a card or a fallback', async () => {
    const { alice, bob, id } = await chat();
    const linked = await link(alice, id);
    await say(alice, id, `\`${LINK}\` and\n\`\`\`\n${LINK}\n\`\`\``);
    await say(alice, id, 'ftp://mudflats.example and javascript://x');
    await tell(bob, id, messageEntry({ text: 'yes', replyTo: { seq: linked, senderId: alice.userId, preview: LINK } }));
    const item = { senderId: '7', senderName: 'Gull', createdAt: 1, kind: 'text', text: LINK, attachments: [], record: null } as const;
    await tell(bob, id, messageEntry({ kind: 'merged_record', record: { items: [item] }, fallbackText: `Gull: ${LINK}` }));
    await tell(bob, id, messageEntry({ kind: 'custom', text: LINK, customType: 'x', custom: new TextEncoder().encode(LINK) }));
    await tell(bob, id, messageEntry({ kind: 'contact_card', custom: new TextEncoder().encode(`{"avatar":"${LINK}"}`) }));
    const last = await link(bob, id);
    expect(last).toBe(8);
    expect(await page(bob, id)).toEqual({ seqs: [last, linked], next: 0 });
  });

  it('[F-46] come in pages, each of them once, also when others are sent meanwhile', async () => {
    const { alice, bob, id } = await chat();
    for (let i = 0; i < 6; i++) await link(alice, id);
    const first = await page(bob, id, { limit: 2 });
    expect(first).toEqual({ seqs: [6, 5], next: 5 });
    await link(alice, id);
    const second = await page(bob, id, { limit: 2, before: first.next });
    expect(second).toEqual({ seqs: [4, 3], next: 3 });
    expect(await page(bob, id, { limit: 2, before: second.next })).toEqual({ seqs: [2, 1], next: 0 });
    expect(await page(bob, id, { before: 1 })).toEqual({ seqs: [], next: 0 });
  });
});

describe('who sees which', () => {
  it('[C33] [S17] nobody those of a conversation that he was never in; a malformed question is none', async () => {
    const { alice, id } = await chat();
    const eve = await world.access.online(await createUser(world.db));
    await link(alice, id);
    expect(await refusalOf(ask(eve, id))).toBe('CONVERSATION_NOT_FOUND');
    expect(await refusalOf(ask(alice, testId()))).toBe('CONVERSATION_NOT_FOUND');
    expect(await refusalOf(ask(alice, id, { limit: 101 }))).toBe('INVALID_ARGUMENT');
  });

  it('[S17] in a group from the joining on, and up to the leaving, the removal and the end', async () => {
    const [owner, early, late] = (await friends(world, 3)) as [FakeSession, FakeSession, FakeSession];
    const id = await startGroup(world, owner, early);
    const before = await link(owner, id);
    await valueOf(askLogic(world, 'inviteMembers', { conversationId: id, userId: owner.userId, memberIds: [late.userId] }));
    const both = await link(owner, id);
    await valueOf(askLogic(world, 'leaveGroup', { conversationId: id, userId: early.userId }));
    const after = await link(owner, id);
    await valueOf(askLogic(world, 'dismissGroup', { conversationId: id, userId: owner.userId }));
    expect(await seen(owner, id)).toEqual([after, both, before]);
    expect(await seen(early, id)).toEqual([both, before]);
    expect(await seen(late, id)).toEqual([after, both]);
  });

  it('[F-34] [F-48] not those that he deleted for himself, nor those that have expired', async () => {
    const { alice, bob, id } = await chat();
    for (let i = 0; i < 4; i++) await link(alice, id);
    const hide = [{ fromSeq: 3, toSeq: 3 }];
    await valueOf(askLogic(world, 'changeSettings', { conversationId: id, userId: bob.userId, changes: { hide } }));
    expect([await seen(alice, id), await seen(bob, id)]).toEqual([
      [4, 3, 2, 1],
      [4, 2, 1],
    ]);
    await world.db.query(`UPDATE conversation SET expired_seq = 1 WHERE id = $1`, [id]);
    expect([await seen(alice, id), await seen(bob, id)]).toEqual([
      [4, 3, 2],
      [4, 2],
    ]);
  });

  it('[F-32] [F-33] not those that were recalled, nor those whose link an edit has taken out; but those that an edit gave one', async () => {
    const { alice, bob, id } = await chat();
    for (let i = 0; i < 3; i++) await link(alice, id);
    await say(alice, id, 'without');
    await tell(alice, id, actionEntry('recall', 2));
    await tell(alice, id, actionEntry('edit', 3, 'without'));
    await tell(alice, id, actionEntry('edit', 4, `with ${LINK}`));
    for (const limit of [3, 50]) expect(await page(bob, id, { limit })).toEqual({ seqs: [4, 1], next: 0 });
  });
});

describe('a page', () => {
  it('[R22] looks at a bounded number of hidden messages, and is gone on with', async () => {
    const { alice, bob, id } = await chat();
    await link(alice, id);
    await insert(id, MAX_ROWS + 1, { text: LINK });
    const hide = [{ fromSeq: 2, toSeq: MAX_ROWS + 2 }];
    await valueOf(askLogic(world, 'changeSettings', { conversationId: id, userId: bob.userId, changes: { hide } }));
    const first = await page(bob, id);
    expect(first).toEqual({ seqs: [], next: 3 });
    expect(await page(bob, id, { before: first.next })).toEqual({ seqs: [1], next: 0 });
    expect(await page(alice, id, { limit: 1 })).toEqual({ seqs: [MAX_ROWS + 2], next: MAX_ROWS + 2 });
  });

  it('[R22] reads a bounded number of bytes, whatever its messages say', async () => {
    const { alice, bob, id } = await chat();
    await link(alice, id);
    await insert(id, 10, { text: `${LINK} ${'x'.repeat(30_000)}` });
    const first = await page(bob, id);
    expect(first).toEqual({ seqs: [11, 10, 9, 8, 7], next: 7 });
    expect(await page(bob, id, { before: first.next })).toEqual({ seqs: [6, 5, 4, 3, 2], next: 2 });
  });

  it('[R22] goes down the index of messages with addresses, however many others there are', async () => {
    const { id } = await chat();
    const plan = async (): Promise<string> => {
      const { rows } = await world.db.query<{ 'QUERY PLAN': string }>(`EXPLAIN (GENERIC_PLAN) ${STATEMENT}`);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    const usesIt = /^(?!.*message_p\d\d_pkey).*Index Scan using message_p00_conversation_id_expr_idx/s;
    expect(await plan()).toMatch(usesIt);
    await insert(id, 20_000, { text: 'no address' });
    expect(await plan()).toMatch(usesIt);
    await world.db.query('ANALYZE message');
    expect(await plan()).toMatch(usesIt);
  });
});
