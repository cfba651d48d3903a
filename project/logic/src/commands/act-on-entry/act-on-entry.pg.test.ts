import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { NO_BODY } from '@godwit/shared/protocol/changed-body';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import { decodeMessageBody, encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { OutgoingEntry } from '@godwit/shared/protocol/messages/outgoing-entry';
import type { FakeSession } from '../../testing/fake-access.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { actionEntry, textEntry, userMessage } from '../../testing/messages.js';
import { befriend, createGroup, createUser, seqs, testId, upTo } from '../../testing/people.js';
import { logOf, messageEntry, refusal, stateOf, tell } from '../../testing/talk.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld({ logic: 2 });
});
afterAll(() => world.close());

async function chat(): Promise<{ alice: FakeSession; bob: FakeSession; conversationId: Id }> {
  const [a, b] = [await createUser(world.db), await createUser(world.db)];
  return { alice: await world.access.online(a), bob: await world.access.online(b), conversationId: await befriend(world.db, a, b) };
}

const textOf = (entry: Entry | undefined): string => decodeMessageBody(entry!.body).text;
const previewOf = ({ body }: { readonly body: Uint8Array }): string | undefined => decodeMessageBody(body).replyTo?.preview;

/** Whether the words are in any row of the conversation. */
async function isStored(conversationId: Id, words: string): Promise<boolean> {
  const { rows } = await world.db.query<{ body: Buffer }>(
    `SELECT body FROM message WHERE conversation_id = $1 UNION ALL SELECT body FROM message_revision WHERE conversation_id = $1`,
    [conversationId],
  );
  return rows.some(({ body }) => body.includes(words));
}

const SECRET = 'the secret words';

describe('an entry about another', () => {
  it('[F-32] takes the next seq, does not count as unread, reaches everybody who sees it, and its sender as an ack', async () => {
    const { alice, bob, conversationId } = await chat();
    const phone = await world.access.online(alice.userId);
    await tell(alice, conversationId, textEntry('hello'));
    const recall = actionEntry('recall', 1);
    expect(await tell(alice, conversationId, recall)).toMatchObject({ code: 0, seq: 2, countableNo: 1 });
    for (const session of [bob, phone]) {
      const { entries } = await session.nth('pushMessage', 2);
      expect(entries).toMatchObject([
        { seq: 2, kind: 'recall', targetSeq: 1, senderId: alice.userId, clientMsgId: recall.clientMsgId, countableNo: 1 },
      ]);
    }
    expect(alice.all('pushMessage')).toEqual([]);
    expect(await stateOf(bob, conversationId)).toMatchObject({ lastSeq: 2, countableTotal: 1, member: { readSeq: 0 } });
    expect((await stateOf(alice, conversationId)).member).toMatchObject({ readSeq: 2, readCountable: 1 });
  });

  it('[R4] a repeat gets the first place and is pushed again; the id used for something else is refused', async () => {
    const { alice, bob, conversationId } = await chat();
    await tell(alice, conversationId, textEntry('hello'));
    await tell(alice, conversationId, textEntry('again'));
    const like = actionEntry('reaction', 1, '👍');
    const first = await tell(alice, conversationId, like);
    expect(await tell(alice, conversationId, like)).toEqual(first);
    const copies = await bob.when('two pushes of the reaction', () => {
      const pushes = bob.all('pushMessage').filter(({ entries }) => entries.some(({ clientMsgId }) => clientMsgId === like.clientMsgId));
      return pushes.length === 2 ? pushes : undefined;
    });
    expect(copies[1]).toEqual(copies[0]);
    const { clientMsgId } = like;
    for (const other of [
      actionEntry('reaction', 1, '👎', clientMsgId),
      actionEntry('reaction', 2, '👍', clientMsgId),
      actionEntry('unreact', 1, '👍', clientMsgId),
    ])
      expect(await refusal(alice, conversationId, other)).toBe('IDEMPOTENCY_MISMATCH');
    expect(await refusal(alice, conversationId, textEntry('x', clientMsgId))).toBe('IDEMPOTENCY_MISMATCH');
    expect(await seqs(world.db, conversationId)).toEqual([1, 2, 3]);
  });

  it('[R4] [R5] copies over two nodes at once make one row', async () => {
    const { alice, conversationId } = await chat();
    await tell(alice, conversationId, textEntry('hello'));
    const actions = upTo(10).map((i) => actionEntry('reaction', 1, `e${String(i)}`));
    for (const action of actions) for (let copy = 0; copy < 3; copy++) alice.send(userMessage(conversationId, action));
    const results = await alice.when('all acks', () => {
      const all = alice.all('messageAck').flatMap((ack) => ack.results);
      return all.length === 31 ? all.slice(1) : undefined;
    });
    expect(results.map(({ code }) => code)).toEqual(results.map(() => 0));
    expect(await seqs(world.db, conversationId)).toEqual(upTo(11));
  });

  it('[S11] goes alone in its frame, and is refused when it is malformed', async () => {
    const { alice, conversationId } = await chat();
    await tell(alice, conversationId, textEntry('hello'));
    for (const entries of [
      [textEntry('a'), actionEntry('recall', 1)],
      [actionEntry('recall', 1), actionEntry('pin', 1)],
    ])
      expect(await alice.ask(userMessage(conversationId, ...entries))).toMatchObject({ kind: 'error', name: 'INVALID_ARGUMENT' });
    const malformed: OutgoingEntry[] = [
      actionEntry('recall', 0),
      actionEntry('recall', 1, 'words'),
      actionEntry('pin', 1, 'words'),
      actionEntry('reaction', 1),
      actionEntry('reaction', 1, '👍'.repeat(9)),
      actionEntry('reaction', 1, 'a\0'),
      actionEntry('reaction', 1, ' '),
      { ...actionEntry('reaction', 1), body: new Uint8Array([1, 2, 3]) },
      { ...actionEntry('edit', 1), body: new Uint8Array([1, 2, 3]) },
      { ...actionEntry('edit', 1), body: encodeMessageBody({ kind: 'system', text: 'forged' }) },
      { ...actionEntry('edit', 1), body: encodeMessageBody({ text: 'x', replyTo: { seq: 1, senderId: '1', preview: 'x' } }) },
      actionEntry('recall', 1, '', '0'),
    ];
    for (const entry of malformed) expect(await refusal(alice, conversationId, entry)).toBe('INVALID_ARGUMENT');
    expect(await refusal(alice, conversationId, { ...actionEntry('edit', 1), body: encodeMessageBody({ text: '' }) })).toBe(
      'EMPTY_MESSAGE',
    );
    expect(await refusal(alice, conversationId, actionEntry('edit', 1, 'x'.repeat(40_000)))).toBe('MSG_TOO_LARGE');
    expect(await seqs(world.db, conversationId)).toEqual([1]);
  });

  it('[S11] only messages can be meant, and an unknown conversation answers as one of others does', async () => {
    const { alice, conversationId } = await chat();
    await tell(alice, conversationId, textEntry('hello'));
    await tell(alice, conversationId, actionEntry('reaction', 1, '👍'));
    expect(await refusal(alice, conversationId, actionEntry('recall', 2))).toBe('ENTRY_NOT_FOUND');
    const other = await chat();
    await tell(other.alice, other.conversationId, textEntry('private'));
    for (const id of [other.conversationId, testId(), '18446744073709551615'])
      expect(await refusal(alice, id, actionEntry('recall', 1))).toBe('CONVERSATION_NOT_FOUND');
  });

  it('[S12] who is no friend any more may take back, but says nothing new', async () => {
    const { alice, conversationId } = await chat();
    await tell(alice, conversationId, textEntry('hello'));
    await tell(alice, conversationId, actionEntry('reaction', 1, '👍'));
    await world.db.query(`UPDATE conversation_member SET can_send = 0 WHERE conversation_id = $1`, [conversationId]);
    await world.db.query(`UPDATE conversation SET membership_version = membership_version + 1 WHERE id = $1`, [conversationId]);
    for (const entry of [actionEntry('edit', 1, 'other'), actionEntry('reaction', 1, '👎'), actionEntry('pin', 1)])
      expect(await refusal(alice, conversationId, entry)).toBe('NOT_FRIENDS');
    for (const entry of [actionEntry('unreact', 1, '👍'), actionEntry('recall', 1)])
      expect(await tell(alice, conversationId, entry)).toMatchObject({ code: 0 });
  });
});

describe('a recall', () => {
  it('[R21] [F-32] [F-36] leaves no row that says what the message said: not its edits, versions or quotes', async () => {
    const { alice, bob, conversationId } = await chat();
    await tell(alice, conversationId, textEntry(SECRET));
    await tell(alice, conversationId, actionEntry('edit', 1, `${SECRET}, corrected`));
    await tell(bob, conversationId, messageEntry({ text: 'really?', replyTo: { seq: 1, senderId: alice.userId, preview: SECRET } }));
    await tell(bob, conversationId, actionEntry('edit', 3, 'is that so?'));
    await tell(bob, conversationId, actionEntry('reaction', 1, '👍'));
    await tell(bob, conversationId, actionEntry('pin', 1));
    expect(await isStored(conversationId, SECRET)).toBe(true);
    expect(await tell(alice, conversationId, actionEntry('recall', 1))).toMatchObject({ code: 0, seq: 7 });
    expect(await isStored(conversationId, SECRET)).toBe(false);
    const entries = await logOf(bob, conversationId);
    expect(entries[0]).toMatchObject({ seq: 1, recalled: true, editedAt: 0, reactions: [], body: NO_BODY });
    expect(entries[1]).toMatchObject({ seq: 2, kind: 'edit', body: NO_BODY });
    expect(decodeMessageBody(entries[2]!.body)).toMatchObject({ text: 'is that so?', replyTo: { seq: 1, preview: '' } });
    expect((await stateOf(bob, conversationId)).pinnedSeqs).toEqual([]);
  });

  it('[R4] [R21] neither the message nor an edit of it comes back when its sender repeats it', async () => {
    const { alice, bob, conversationId } = await chat();
    const [message, edit] = [textEntry(SECRET), actionEntry('edit', 1, `${SECRET}!`)];
    const acks = [await tell(alice, conversationId, message), await tell(alice, conversationId, edit)];
    await tell(alice, conversationId, actionEntry('recall', 1));
    await bob.nth('pushMessage', 3);
    const before = bob.received.length;
    expect([await tell(alice, conversationId, message), await tell(alice, conversationId, edit)]).toEqual(acks);
    await tell(alice, conversationId, textEntry('later'));
    await bob.when('the later one', () => bob.all('pushMessage').find(({ entries }) => entries.some(({ seq }) => seq === 4)));
    const bodies = bob.received
      .slice(before)
      .flatMap(({ message }) => (message.kind === 'pushMessage' ? message.entries.map((e) => e.body) : []));
    expect(bodies.some((body) => Buffer.from(body).includes(SECRET))).toBe(false);
    expect(await isStored(conversationId, SECRET)).toBe(false);
  });

  it('[R21] a quote that is sent after it, or of what its sender cannot see, comes in without its preview, for all', async () => {
    const { alice, bob, conversationId } = await chat();
    await tell(alice, conversationId, textEntry(SECRET));
    await tell(alice, conversationId, actionEntry('recall', 1));
    const quote = (seq: number): OutgoingEntry => messageEntry({ text: 'q', replyTo: { seq, senderId: alice.userId, preview: SECRET } });
    const before = bob.all('pushMessage').length;
    for (const seq of [1, 2, 77]) await tell(alice, conversationId, quote(seq));
    await tell(alice, conversationId, quote(3));
    const entries = (await logOf(bob, conversationId)).filter(({ kind }) => kind === 'message').slice(1);
    expect(entries.map((e) => [e.targetSeq, previewOf(e)])).toEqual([
      [1, ''],
      [2, ''],
      [77, ''],
      [3, SECRET],
    ]);
    const pushed = await bob.when('four pushes', () => {
      const all = bob
        .all('pushMessage')
        .slice(before)
        .flatMap((p) => p.entries);
      return all.filter((e) => e.kind === 'message').length >= 4 ? all : undefined;
    });
    expect(pushed.filter((e) => e.kind === 'message').map(previewOf)).toEqual(['', '', '', SECRET]);
    const own = alice.all('pushMessage').flatMap((p) => p.entries);
    expect(own.map(previewOf)).toEqual(['', '', '', SECRET]);
  });

  it('[F-32] owners recall anything, admins only what members wrote', async () => {
    const [owner, admin, other] = await Promise.all(upTo(3).map(async () => world.access.online(await createUser(world.db))));
    const sessions = [owner!, admin!, other!];
    const id = await createGroup(
      world.db,
      sessions.map((s) => s.userId),
    );
    await world.db.query(`UPDATE conversation_member SET role = CASE user_id WHEN $2 THEN 2 ELSE 1 END WHERE conversation_id = $1`, [
      id,
      owner!.userId,
    ]);
    for (const session of sessions) await tell(session, id, textEntry('hello'));
    expect(await refusal(admin!, id, actionEntry('recall', 1))).toBe('FORBIDDEN');
    expect(await refusal(admin!, id, actionEntry('recall', 3))).toBe('FORBIDDEN');
    expect(await tell(owner!, id, actionEntry('recall', 2))).toMatchObject({ code: 0 });
    await world.db.query(`UPDATE conversation_member SET max_seq = 4 WHERE conversation_id = $1 AND user_id = $2`, [id, other!.userId]);
    await world.db.query(`UPDATE conversation SET membership_version = membership_version + 1 WHERE id = $1`, [id]);
    expect(await tell(admin!, id, actionEntry('recall', 3))).toMatchObject({ code: 0 });
  });
});

describe('an edit', () => {
  it('[F-33] replaces what the message says, keeps the earlier version and the quote, and says when', async () => {
    const { alice, bob, conversationId } = await chat();
    await tell(bob, conversationId, textEntry('question'));
    await tell(alice, conversationId, messageEntry({ text: 'frist', replyTo: { seq: 1, senderId: bob.userId, preview: 'question' } }));
    const edit = await tell(alice, conversationId, actionEntry('edit', 2, 'first'));
    const entry = (await logOf(bob, conversationId))[1]!;
    expect(entry).toMatchObject({ recalled: false, editedAt: edit.createdAt, targetSeq: 1 });
    expect(decodeMessageBody(entry.body)).toMatchObject({ text: 'first', replyTo: { seq: 1, preview: 'question' } });
    expect((await stateOf(bob, conversationId)).lastEntry).toMatchObject({ seq: 2, editedAt: edit.createdAt });
    expect(await refusal(alice, conversationId, actionEntry('edit', 2, 'first'))).toBe('NOTHING_TO_CHANGE');
    await tell(alice, conversationId, actionEntry('edit', 2, 'the first'));
    const { rows } = await world.db.query<{ edit: number; body: Buffer }>(
      `SELECT edit, body FROM message_revision WHERE conversation_id = $1 ORDER BY edit`,
      [conversationId],
    );
    expect(rows.map(({ edit, body }) => [edit, decodeMessageBody(body).text, previewOf({ body })])).toEqual([
      [0, 'frist', ''],
      [1, 'first', ''],
    ]);
    expect(textOf((await logOf(alice, conversationId))[1])).toBe('the first');
  });

  it('[R4] a message repeated after its edit gets its place, and another body under its id does not become it', async () => {
    const { alice, conversationId } = await chat();
    const message = textEntry('first');
    const ack = await tell(alice, conversationId, message);
    await tell(alice, conversationId, actionEntry('edit', 1, 'second'));
    expect(await tell(alice, conversationId, message)).toEqual(ack);
    expect(textOf((await logOf(alice, conversationId))[0])).toBe('second');
  });

  it('[F-33] ends after 100 of them', async () => {
    const { alice, conversationId } = await chat();
    await tell(alice, conversationId, textEntry('hello'));
    await world.db.query(`UPDATE message SET edits = 100 WHERE conversation_id = $1`, [conversationId]);
    expect(await refusal(alice, conversationId, actionEntry('edit', 1, 'more'))).toBe('LIMIT_REACHED');
  });
});

describe('reactions', () => {
  it('[F-35] are counted per emoji, name the newest, and say which are mine, in history and in the snapshot', async () => {
    const { alice, bob, conversationId } = await chat();
    await tell(alice, conversationId, textEntry('hello'));
    for (const [session, emoji] of [
      [alice, '👍'],
      [bob, '👍'],
      [bob, '🎉'],
    ] as const)
      await tell(session, conversationId, actionEntry('reaction', 1, emoji));
    const seen = [
      { emoji: '🎉', count: 1, userIds: [bob.userId], mine: false },
      { emoji: '👍', count: 2, userIds: [bob.userId, alice.userId], mine: true },
    ].sort((a, b) => (a.emoji < b.emoji ? -1 : 1));
    expect((await logOf(alice, conversationId))[0]!.reactions).toEqual(seen);
    expect((await stateOf(alice, conversationId)).lastEntry).toMatchObject({ seq: 1, reactions: seen });
    expect((await logOf(bob, conversationId))[0]!.reactions.map((r) => r.mine)).toEqual([true, true]);
    expect(await refusal(bob, conversationId, actionEntry('reaction', 1, '👍'))).toBe('NOTHING_TO_CHANGE');
    await tell(bob, conversationId, actionEntry('unreact', 1, '👍'));
    expect(await refusal(bob, conversationId, actionEntry('unreact', 1, '👍'))).toBe('NOTHING_TO_CHANGE');
    await tell(bob, conversationId, actionEntry('unreact', 1, '🎉'));
    expect((await logOf(bob, conversationId))[0]!.reactions).toEqual([{ emoji: '👍', count: 1, userIds: [alice.userId], mine: false }]);
    await tell(bob, conversationId, actionEntry('reaction', 1, '👍'));
    expect((await logOf(bob, conversationId))[0]!.reactions).toEqual([
      { emoji: '👍', count: 2, userIds: [bob.userId, alice.userId], mine: true },
    ]);
  });

  it('[F-35] are of 20 kinds at most; a kind that is there takes more people', async () => {
    const { alice, bob, conversationId } = await chat();
    await tell(alice, conversationId, textEntry('hello'));
    for (const i of upTo(20)) await tell(alice, conversationId, actionEntry('reaction', 1, `e${String(i)}`));
    expect(await refusal(bob, conversationId, actionEntry('reaction', 1, 'e21'))).toBe('LIMIT_REACHED');
    expect(await tell(bob, conversationId, actionEntry('reaction', 1, 'e7'))).toMatchObject({ code: 0 });
  });
});

describe('pins', () => {
  it('[F-40] both of a direct conversation pin, up to 50, and everybody’s snapshot names them', async () => {
    const { alice, bob, conversationId } = await chat();
    for (const text of ['one', 'two']) await tell(alice, conversationId, textEntry(text));
    await tell(bob, conversationId, actionEntry('pin', 2));
    await tell(alice, conversationId, actionEntry('pin', 1));
    expect((await stateOf(bob, conversationId)).pinnedSeqs).toEqual([1, 2]);
    expect(await refusal(alice, conversationId, actionEntry('pin', 1))).toBe('NOTHING_TO_CHANGE');
    await tell(alice, conversationId, actionEntry('unpin', 2));
    expect(await refusal(bob, conversationId, actionEntry('unpin', 2))).toBe('NOTHING_TO_CHANGE');
    expect((await stateOf(alice, conversationId)).pinnedSeqs).toEqual([1]);
    await world.db.query(
      `INSERT INTO message_pin (id, conversation_id, seq, user_id) SELECT 1000 + n, $1, 1000 + n, 1 FROM generate_series(1, 49) n`,
      [conversationId],
    );
    expect(await refusal(bob, conversationId, actionEntry('pin', 2))).toBe('LIMIT_REACHED');
  });

  it('[S11] a pin that a member cannot see is not in his snapshot', async () => {
    const { alice, bob, conversationId } = await chat();
    for (const text of ['one', 'two']) await tell(alice, conversationId, textEntry(text));
    for (const seq of [1, 2]) await tell(alice, conversationId, actionEntry('pin', seq));
    await world.db.query(`UPDATE conversation_member SET min_seq = 2 WHERE conversation_id = $1 AND user_id = $2`, [
      conversationId,
      bob.userId,
    ]);
    expect((await stateOf(bob, conversationId)).pinnedSeqs).toEqual([2]);
  });
});
