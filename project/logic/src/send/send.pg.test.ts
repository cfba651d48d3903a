import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { FakeSession } from '../testing/fake-access.js';
import { type LogicWorld, startLogicWorld } from '../testing/logic-world.js';
import { textEntry, userMessage } from '../testing/messages.js';
import { befriend, createGroup, createUser, seqs, testId, upTo } from '../testing/people.js';
import { untilLockWait } from '../testing/until.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld({ logic: 2 });
});
afterAll(() => world.close());

interface Chat {
  alice: FakeSession;
  bob: FakeSession;
  conversationId: Id;
}

async function chat(): Promise<Chat> {
  const [a, b] = [await createUser(world.db), await createUser(world.db)];
  const conversationId = await befriend(world.db, a, b);
  return { alice: await world.access.online(a), bob: await world.access.online(b), conversationId };
}

describe('a message', () => {
  it('is acknowledged with its seq and pushed to the other party, in that order of seqs', async () => {
    const { alice, bob, conversationId } = await chat();
    const entries = [textEntry('one'), textEntry('two')];
    alice.send(userMessage(conversationId, ...entries));
    const ack = await alice.nth('messageAck');
    expect(ack.results.map(({ code, seq, countableNo, clientMsgId }) => ({ code, seq, countableNo, clientMsgId }))).toEqual(
      entries.map(({ clientMsgId }, i) => ({ code: 0, seq: i + 1, countableNo: i + 1, clientMsgId })),
    );
    const push = await bob.nth('pushMessage');
    expect(push.entries.map(({ seq, senderId, clientMsgId, messageId }) => ({ seq, senderId, clientMsgId, messageId }))).toEqual(
      ack.results.map(({ seq, clientMsgId, messageId }) => ({ seq, senderId: alice.userId, clientMsgId, messageId })),
    );
    expect(push.entries.map(({ body }) => Buffer.from(body))).toEqual(entries.map(({ body }) => Buffer.from(body)));
    expect(bob.received.map(({ counted }) => counted)).toEqual([true]);
  });

  it('[F-7] reaches the other devices of the sender, and the sending one only as an acknowledgement', async () => {
    const { alice, conversationId } = await chat();
    const phone = await world.access.online(alice.userId);
    alice.send(userMessage(conversationId, textEntry('hi')));
    expect((await phone.nth('pushMessage')).entries[0]?.senderId).toBe(alice.userId);
    await alice.nth('messageAck');
    expect(alice.all('pushMessage')).toEqual([]);
    expect(phone.all('messageAck')).toEqual([]);
  });

  it('goes to all members of a group in one delivery', async () => {
    const users = await Promise.all(upTo(5).map(() => createUser(world.db)));
    const group = await createGroup(world.db, users);
    const sessions = await Promise.all(users.map((user) => world.access.online(user)));
    sessions[0]!.send(userMessage(group, textEntry('all')));
    await Promise.all(sessions.slice(1).map((session) => session.nth('pushMessage')));
    const handles = world.access.envelopes.flatMap((e) => (e.kind === 'downstream' ? e.deliveries.map((d) => d.handles) : []));
    expect(handles).toContainEqual(sessions.slice(1).map((session) => session.handle));
  });

  it('[F-28] counts as read by its sender, and as unread by subtraction for the others', async () => {
    const { alice, bob, conversationId } = await chat();
    alice.send(userMessage(conversationId, textEntry('1'), textEntry('2'), textEntry('3')));
    await alice.nth('messageAck');
    const unread = async (user: Id): Promise<number> => {
      const { rows } = await world.db.query<{ n: number }>(
        `SELECT (c.countable_total - m.read_countable)::int AS n FROM conversation c JOIN conversation_member m ON m.conversation_id = c.id WHERE c.id = $1 AND m.user_id = $2`,
        [conversationId, user],
      );
      return rows[0]!.n;
    };
    expect([await unread(alice.userId), await unread(bob.userId)]).toEqual([0, 3]);
    bob.send(userMessage(conversationId, textEntry('4')));
    await bob.nth('messageAck');
    expect([await unread(alice.userId), await unread(bob.userId)]).toEqual([1, 0]);
  });
});

describe('idempotency', () => {
  it('[R4] [F-21] three copies at once over two logic nodes make one row, and every acknowledgement has its seq', async () => {
    const { alice, bob, conversationId } = await chat();
    const rounds = 40;
    for (let i = 0; i < rounds; i++) {
      const message = userMessage(conversationId, textEntry(`m${String(i)}`));
      for (let copy = 0; copy < 3; copy++) alice.send(message);
    }
    await alice.when('all acknowledgements', () =>
      alice.all('messageAck').flatMap((a) => a.results).length === 3 * rounds ? true : undefined,
    );
    const results = alice.all('messageAck').flatMap((a) => a.results);
    expect(results.filter(({ code }) => code !== 0)).toEqual([]);
    for (const copies of Map.groupBy(results, (r) => r.clientMsgId).values()) {
      expect(new Set(copies.map(({ seq, messageId, createdAt }) => `${String(seq)} ${messageId} ${String(createdAt)}`)).size).toBe(1);
    }
    expect(await seqs(world.db, conversationId)).toEqual(upTo(rounds));
    const pushed = (): Set<number> => new Set(bob.all('pushMessage').flatMap((p) => p.entries.map(({ seq }) => seq)));
    await bob.when('all pushes', () => (pushed().size === rounds ? true : undefined));
    expect([...pushed()].toSorted((a, b) => a - b)).toEqual(upTo(rounds));
  });

  it('[R6] [R19] a repeated entry is pushed again: its first push may have died with the node that committed it', async () => {
    const { alice, bob, conversationId } = await chat();
    const entry = textEntry('once');
    for (let copy = 0; copy < 2; copy++) alice.send(userMessage(conversationId, entry));
    const [first, second] = [await bob.nth('pushMessage', 1), await bob.nth('pushMessage', 2)];
    expect(second).toEqual({ ...first, hops: null });
    expect(await seqs(world.db, conversationId)).toEqual([1]);
  });

  it('[R4] two entries with one id in one frame: the second meets the first', async () => {
    const { alice, conversationId } = await chat();
    const id = testId();
    alice.send(userMessage(conversationId, textEntry('same', id), textEntry('other', id), textEntry('same', id)));
    await alice.when('three results', () => (alice.all('messageAck').flatMap((a) => a.results).length === 3 ? true : undefined));
    expect(alice.all('messageAck').flatMap((a) => a.results.map(({ code, seq }) => [code, seq]))).toEqual([
      [0, 1],
      [ERRORS.IDEMPOTENCY_MISMATCH.code, 0],
      [0, 1],
    ]);
  });

  it('[R4] [F-21] an id used for another body is refused and changes nothing', async () => {
    const { alice, conversationId } = await chat();
    const id = testId();
    alice.send(userMessage(conversationId, textEntry('first', id)));
    await alice.nth('messageAck');
    alice.send(userMessage(conversationId, textEntry('second', id)));
    expect((await alice.nth('messageAck', 2)).results[0]?.code).toBe(ERRORS.IDEMPOTENCY_MISMATCH.code);
    expect(await seqs(world.db, conversationId)).toEqual([1]);
  });
});

describe('an entry that was committed before its sender lost the right to send', () => {
  it('[R4] [R3] [F-21] keeps its seq in every later acknowledgement; another one is refused', async () => {
    const { alice, conversationId } = await chat();
    const message = userMessage(conversationId, textEntry('committed, but the acknowledgement was lost'));
    alice.send(message);
    const first = await alice.nth('messageAck');
    await world.db.query(`UPDATE conversation_member SET can_send = 0 WHERE conversation_id = $1`, [conversationId]);
    await world.db.query(`UPDATE conversation SET membership_version = membership_version + 1 WHERE id = $1`, [conversationId]);
    alice.send(message);
    expect((await alice.nth('messageAck', 2)).results).toEqual(first.results);
    alice.send(userMessage(conversationId, textEntry('new')));
    expect((await alice.nth('messageAck', 3)).results[0]?.code).toBe(ERRORS.NOT_FRIENDS.code);
  });
});

describe('the commit', () => {
  it('[R2] is awaited: nothing is acknowledged or pushed while the row is held by somebody else', async () => {
    const { alice, bob, conversationId } = await chat();
    const holder = new pg.Client({ connectionString: world.databaseUrl });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM conversation WHERE id = $1 FOR UPDATE', [conversationId]);
    const message = userMessage(conversationId, textEntry('held'));
    alice.send(message);
    await untilLockWait(world.db);
    await alice.access.bus.flush(5_000);
    expect([alice.all('messageAck').filter((a) => a.results[0]!.code === 0), bob.all('pushMessage')]).toEqual([[], []]);
    await holder.query('COMMIT');
    await holder.end();
    alice.send(message); // the first copy may have been refused when its wait for the lock ended
    await bob.nth('pushMessage');
    await alice.when('an acknowledgement', () => alice.all('messageAck').find((a) => a.results[0]!.code === 0));
    expect(await seqs(world.db, conversationId)).toEqual([1]);
  });

  it('[R5] gives gapless seqs under two nodes, many conversations and refused entries', async () => {
    const chats = await Promise.all(upTo(6).map(() => chat()));
    const rounds = 25;
    for (let i = 0; i < rounds; i++) {
      for (const { alice, bob, conversationId } of chats) {
        alice.send(userMessage(conversationId, textEntry('a'), { ...textEntry('bad'), body: new Uint8Array([1, 2, 3]) }, textEntry('b')));
        bob.send(userMessage(conversationId, textEntry('c')));
      }
    }
    for (const { alice, bob, conversationId } of chats) {
      const ok = (s: FakeSession): number =>
        s
          .all('messageAck')
          .flatMap((a) => a.results)
          .filter((r) => r.code === 0).length;
      await alice.when('acks of alice', () => (ok(alice) === 2 * rounds ? true : undefined));
      await bob.when('acks of bob', () => (ok(bob) === rounds ? true : undefined));
      expect(await seqs(world.db, conversationId)).toEqual(upTo(3 * rounds));
      const { rows } = await world.db.query(`SELECT last_seq::int, countable_total::int FROM conversation WHERE id = $1`, [conversationId]);
      expect(rows).toEqual([{ last_seq: 3 * rounds, countable_total: 3 * rounds }]);
    }
  });

  it('[R9] keeps the order of one sender who waits for each acknowledgement', async () => {
    const { alice, conversationId } = await chat();
    for (let i = 1; i <= 30; i++) {
      alice.send(userMessage(conversationId, textEntry(`${String(i)}a`), textEntry(`${String(i)}b`)));
      const ack = await alice.nth('messageAck', i);
      expect(ack.results.map((r) => r.seq)).toEqual([2 * i - 1, 2 * i]);
    }
  });
});

describe('the right to send', () => {
  it('[S12] ends with the friendship: nothing committed later has a seq, whatever the caches say', async () => {
    const { alice, bob, conversationId } = await chat();
    alice.send(userMessage(conversationId, textEntry('before')));
    await alice.nth('messageAck');
    for (let i = 0; i < 200; i++) alice.send(userMessage(conversationId, textEntry(`during ${String(i)}`)));
    const reply = await world.access.bus.request(
      'im.logic.request',
      new TextEncoder().encode(JSON.stringify({ id: 'x', method: 'deleteFriend', userId: bob.userId, friendId: alice.userId })),
      5_000,
    );
    expect(JSON.parse(new TextDecoder().decode(reply))).toEqual({ ok: true, value: {} });
    const { rows } = await world.db.query<{ n: number }>(`SELECT last_seq::int AS n FROM conversation WHERE id = $1`, [conversationId]);
    for (let i = 0; i < 20; i++) alice.send(userMessage(conversationId, textEntry('after')));
    await alice.when('all results', () => (alice.all('messageAck').flatMap((a) => a.results).length === 221 ? true : undefined));
    const last = alice
      .all('messageAck')
      .flatMap((a) => a.results)
      .slice(-1);
    expect(last[0]?.code).toBe(ERRORS.NOT_FRIENDS.code);
    expect((await seqs(world.db, conversationId)).at(-1)).toBe(rows[0]!.n);
  });

  it('[S12] comes back at once when another node gave it back: nobody is refused by an old snapshot', async () => {
    const { alice, conversationId } = await chat();
    const decide = async (canSend: number): Promise<void> => {
      await world.db.query(`UPDATE conversation_member SET can_send = $2 WHERE conversation_id = $1`, [conversationId, canSend]);
      await world.db.query(`UPDATE conversation SET membership_version = membership_version + 1 WHERE id = $1`, [conversationId]);
    };
    for (let round = 0; round < 8; round++) {
      await decide(round % 2);
      alice.send(userMessage(conversationId, textEntry('x')));
      const { results } = await alice.nth('messageAck', round + 1);
      expect(results[0]?.code).toBe(round % 2 === 1 ? 0 : ERRORS.NOT_FRIENDS.code);
    }
  });

  it('[S11] a stranger learns nothing about a conversation', async () => {
    const { conversationId } = await chat();
    const eve = await world.access.online(await createUser(world.db));
    for (const id of [conversationId, testId(), '18446744073709551615']) eve.send(userMessage(id, textEntry('x')));
    await eve.nth('messageAck', 3);
    expect(eve.all('messageAck').map((a) => a.results[0]?.code)).toEqual(
      Array.from({ length: 3 }, () => ERRORS.CONVERSATION_NOT_FOUND.code),
    );
    expect(await seqs(world.db, conversationId)).toEqual([]);
  });
});

describe('bad input', () => {
  it('refuses what cannot be stored, entry by entry', async () => {
    const { alice, conversationId } = await chat();
    const bad = [
      { ...textEntry('x'), body: new Uint8Array([1, 2, 3]) },
      { ...textEntry(''), body: encodeMessageBody({ kind: 'text', text: '' }) },
      { ...textEntry('x'), body: encodeMessageBody({ kind: 'system', text: 'forged' }) },
      { ...textEntry('x'), kind: 'system' as const },
      textEntry('x', '0'),
      textEntry('x', '9223372036854775808'),
      textEntry('x'.repeat(33_000)),
    ];
    alice.send(userMessage(conversationId, ...bad, textEntry('good')));
    await alice.when('all results', () => (alice.all('messageAck').flatMap((a) => a.results).length === bad.length + 1 ? true : undefined));
    const codes = alice.all('messageAck').flatMap((a) => a.results.map((r) => r.code));
    const { INVALID_ARGUMENT, EMPTY_MESSAGE, NOT_SUPPORTED, MSG_TOO_LARGE } = ERRORS;
    expect(codes).toEqual([
      ...[INVALID_ARGUMENT, EMPTY_MESSAGE, INVALID_ARGUMENT, NOT_SUPPORTED, INVALID_ARGUMENT, INVALID_ARGUMENT, MSG_TOO_LARGE].map(
        (e) => e.code,
      ),
      0,
    ]);
    expect(await seqs(world.db, conversationId)).toEqual([1]);
  });

  it('answers a malformed frame and one without entries with an Error frame', async () => {
    const { alice, conversationId } = await chat();
    alice.sendRaw(new Uint8Array(40).fill(255));
    expect((await alice.nth('error')).name).toBe('MALFORMED_FRAME');
    alice.send({ kind: 'userMessage', conversationId, entries: [] }, { ref: 77 });
    expect(await alice.answer(77)).toMatchObject({ kind: 'error', name: 'INVALID_ARGUMENT', ref: 77 });
    alice.send({ kind: 'ping', clientTime: 1, receivedCount: 0 }, { ref: 78 });
    expect(await alice.answer(78)).toMatchObject({ kind: 'error', name: 'UNKNOWN_FRAME' });
    world.access.bus.publish('im.logic.upstream', new Uint8Array([9, 9, 9]));
    alice.send(userMessage(conversationId, textEntry('still there')));
    await alice.nth('messageAck');
  });

  it('[C8] drops an envelope whose time is over', async () => {
    const { alice, conversationId } = await chat();
    alice.send(userMessage(conversationId, textEntry('late')), { expiresAt: Date.now() - 1 });
    alice.send(userMessage(conversationId, textEntry('in time')));
    await alice.nth('messageAck');
    expect(await seqs(world.db, conversationId)).toEqual([1]);
    const read = { kind: 'conversationRead', conversationId: '77', readSeq: 1 } as const;
    for (let i = 0; i < 10; i++) alice.send(read, { ref: 5, expiresAt: Date.now() - 1 });
    for (let i = 0; i < 10; i++) expect(await alice.ask(read)).toMatchObject({ kind: 'error' });
    expect(alice.received.filter(({ ref }) => ref === 5)).toEqual([]);
  });
});
