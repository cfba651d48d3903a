import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '@godwit/shared/log';
import { storeEntries } from '../send/store.js';
import { befriend, createUser, seqs, testId, upTo } from '../testing/people.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { commitEntries, PLANNER_SETTINGS } from './commit-entries.js';
import type { EntryToCommit } from './entry-to-commit.js';
import { loadConversations } from './load-conversations.js';
import { markDelivered } from './mark-delivered.js';
import { markRead } from './mark-read.js';
import { createPool } from './pool.js';

const log = createLogger({ name: 'test', level: 'silent' });
let database: TestDatabase;
let pools: pg.Pool[];
beforeAll(async () => {
  database = await createTestDatabase();
  pools = upTo(4).map((i) => createPool({ url: database.url, name: `pool${String(i)}`, max: 2, log, settings: PLANNER_SETTINGS }));
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

interface Author {
  readonly conversationId: string;
  readonly memberRowId: string;
  readonly senderId: string;
}

async function authors(conversations: number): Promise<Author[]> {
  const db = pools[0]!;
  const ids = [];
  for (let i = 0; i < conversations; i++) ids.push(await befriend(db, await createUser(db), await createUser(db)));
  return (
    await loadConversations(
      db,
      ids.map((conversationId) => ({ conversationId, userId: '0' })),
    )
  ).flatMap(({ id, members }) =>
    [...members.values()].map(({ rowId, userId }) => ({ conversationId: id, memberRowId: rowId, senderId: userId })),
  );
}

const entry = (author: Author, fields: Partial<EntryToCommit> = {}): EntryToCommit => ({
  ...author,
  membershipVersion: 1,
  counted: false,
  clientMsgId: testId(),
  messageId: testId(),
  kind: 0,
  targetSeq: 0,
  body: new Uint8Array([1, 2, 3]),
  unquoted: new Uint8Array(0),
  mentions: [],
  files: [],
  ...fields,
});

/** Deterministic, so that a failure can be repeated. */
function random(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % n;
  };
}

describe('a batch', () => {
  it('gives every entry its place, counts only messages, and moves the read marks of the senders', async () => {
    const [alice, bob] = (await authors(1)) as [Author, Author];
    const committed = await commitEntries(pools[0]!, [entry(alice), entry(bob, { kind: 1 }), entry(alice), entry(bob)]);
    expect(committed.map((c) => (c.at === 'placed' ? [c.seq, c.countableNo] : c.at))).toEqual([
      [1, 1],
      [2, 1],
      [3, 2],
      [4, 3],
    ]);
    const { rows } = await pools[0]!.query(
      `SELECT user_id, read_seq::int, read_countable::int FROM conversation_member WHERE conversation_id = $1 ORDER BY user_id`,
      [alice.conversationId],
    );
    expect(rows).toEqual([
      { user_id: alice.senderId, read_seq: 3, read_countable: 2 },
      { user_id: bob.senderId, read_seq: 4, read_countable: 3 },
    ]);
  });

  it('[S12] leaves out entries whose membership version is not the row’s, and takes no seq for them', async () => {
    const [a, , b] = (await authors(2)) as [Author, Author, Author, Author];
    const committed = await commitEntries(pools[0]!, [
      entry(a, { membershipVersion: 2 }),
      entry(b),
      entry({ ...b, conversationId: testId() }),
    ]);
    expect(committed.map((c) => c.at)).toEqual(['stale', 'placed', 'stale']);
    expect([await seqs(pools[0]!, a.conversationId), await seqs(pools[0]!, b.conversationId)]).toEqual([[], [1]]);
  });

  it('[R4] answers a repeated id with the first place, and tells another body, kind or target apart', async () => {
    const [alice] = (await authors(1)) as [Author];
    const first = entry(alice);
    const [placed] = await commitEntries(pools[0]!, [first]);
    const { messageId } = first;
    if (placed?.at !== 'placed') throw new Error('not placed');
    const { unquoted: _, ...place } = placed;
    const again = await commitEntries(pools[1]!, [{ ...first, messageId: testId() }]);
    expect(again).toEqual([{ ...place, at: 'repeated', messageId, content: 'same' }]);
    for (const other of [{ body: new Uint8Array([9]) }, { kind: 1 }, { targetSeq: 7 }]) {
      expect(await commitEntries(pools[1]!, [{ ...first, ...other }])).toEqual([{ ...place, at: 'repeated', messageId, content: 'other' }]);
    }
    expect(await seqs(pools[0]!, alice.conversationId)).toEqual([1]);
  });
});

describe('many writers at once', () => {
  it('[R5] [R4] give gapless seqs and one row per id, with copies, refused batches and marks, and never deadlock', async () => {
    const people = await authors(12);
    const failures: string[] = [];
    const kept = new Map<string, Set<number>>();
    const shared = people.map((author) => entry(author));
    await Promise.all(
      [0, 1, 2, 3, 4, 5, 6, 7].map(async (writer) => {
        const pool = pools[writer % pools.length]!;
        const pick = random(writer + 1);
        for (let round = 0; round < 30; round++) {
          const fresh = Array.from({ length: 1 + pick(120) }, () => entry(people[pick(people.length)]!));
          // A copy of what other writers send too; and in some batches twice the same id, which PostgreSQL refuses as a whole.
          const batch = [
            ...fresh,
            { ...shared[pick(shared.length)]!, messageId: testId() },
            ...(pick(5) === 0 ? [{ ...fresh[0]!, messageId: testId() }] : []),
          ];
          const stored = await storeEntries(
            { commit: (entries) => commitEntries(pool, entries), onFailure: (error) => failures.push(String(error)) },
            batch,
          );
          stored.forEach((result, i) => {
            if (result.at !== 'placed' && result.at !== 'repeated') throw new Error(result.at);
            const { clientMsgId } = batch[i]!;
            kept.set(clientMsgId, (kept.get(clientMsgId) ?? new Set()).add(result.seq));
          });
          const author = people[pick(people.length)]!;
          const marks = people.map(({ conversationId, senderId: userId }) => ({ conversationId, userId, seq: 1 + pick(50) }));
          await markRead(
            pool,
            marks.map(({ seq, ...m }) => ({ ...m, readSeq: seq })),
          );
          await markDelivered(pool, [{ conversationId: author.conversationId, userId: author.senderId, deliveredSeq: 1 + pick(1_000) }]);
        }
      }),
    );
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.filter((failure) => !/duplicate key value .*client_msg_id/.test(failure))).toEqual([]);
    expect([...kept.values()].filter((places) => places.size !== 1)).toEqual([]);
    const { rows } = await pools[0]!.query<{ id: string; last: number; countable: number }>(
      `SELECT id, last_seq::int AS last, countable_total::int AS countable FROM conversation`,
    );
    const mine = rows.filter(({ id }) => people.some((p) => p.conversationId === id));
    for (const { id, last, countable } of mine) {
      expect(await seqs(pools[0]!, id)).toEqual(upTo(last));
      expect(countable).toBe(last);
    }
    expect(mine.reduce((sum, { last }) => sum + last, 0)).toBe(kept.size);
  });
});

describe('read marks', () => {
  it('[R21] only grow, end with the log, and give each user a new version', async () => {
    const [alice, bob] = (await authors(1)) as [Author, Author];
    await commitEntries(
      pools[0]!,
      upTo(5).map(() => entry(bob)),
    );
    const mark = { conversationId: alice.conversationId, userId: alice.senderId };
    const [first] = await markRead(pools[0]!, [{ ...mark, readSeq: 3 }]);
    expect(first).toMatchObject({ userVersion: 1, state: { readSeq: 3, readCountable: 3, version: 1 } });
    expect(await markRead(pools[0]!, [{ ...mark, readSeq: 2 }])).toEqual([]);
    const [end] = await markRead(pools[0]!, [
      { ...mark, readSeq: 4_294_967_295 },
      { ...mark, readSeq: 1 },
    ]);
    expect(end).toMatchObject({ userVersion: 2, state: { readSeq: 5, readCountable: 5 } });
    expect(
      await markRead(pools[0]!, [
        { ...mark, userId: testId(), readSeq: 1 },
        { ...mark, conversationId: testId(), readSeq: 1 },
      ]),
    ).toEqual([]);
  });

  it('[R21] end at the highest when they arrive in any order at once', async () => {
    const [alice, bob] = (await authors(1)) as [Author, Author];
    await commitEntries(
      pools[0]!,
      upTo(40).map(() => entry(bob)),
    );
    await Promise.all(
      upTo(40).map((readSeq) =>
        markRead(pools[readSeq % 4]!, [{ conversationId: alice.conversationId, userId: alice.senderId, readSeq: 41 - readSeq }]),
      ),
    );
    const { rows } = await pools[0]!.query(`SELECT read_seq::int, read_countable::int FROM conversation_member WHERE id = $1`, [
      alice.memberRowId,
    ]);
    expect(rows).toEqual([{ read_seq: 40, read_countable: 40 }]);
  });

  it('delivery cursors are max-only and end with the log', async () => {
    const [alice, bob] = (await authors(1)) as [Author, Author];
    await commitEntries(
      pools[0]!,
      upTo(3).map(() => entry(bob)),
    );
    const mark = { conversationId: alice.conversationId, userId: alice.senderId };
    expect(await markDelivered(pools[0]!, [{ ...mark, deliveredSeq: 99 }])).toEqual([{ ...mark, deliveredSeq: 3, membershipVersion: 1 }]);
    expect(await markDelivered(pools[0]!, [{ ...mark, deliveredSeq: 2 }])).toEqual([]);
  });
});
