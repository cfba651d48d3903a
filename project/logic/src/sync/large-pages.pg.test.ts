// R22: what one page of a sync reads from PostgreSQL, whatever the conversations and entries are that it begins with.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import type { Outcome } from '@godwit/shared/outcome';
import { encodeDown } from '@godwit/shared/protocol/down';
import { MAX_FRAME_BYTES } from '@godwit/shared/protocol/frame';
import { DEFAULT_LIMITS } from '@godwit/shared/protocol/default-limits';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import type { SyncPage } from '@godwit/shared/protocol/messages/sync-page';
import type { SyncRequest } from '@godwit/shared/protocol/messages/sync-request';
import { decodeMessageBody, encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { findSeqSince, type SeqSinceQuery } from '../store/find-seq-since.js';
import { loadLog } from '../store/load-log.js';
import { countChanges, loadChanges, loadStates, type States } from '../store/load-states.js';
import { type LogicWorld, startLogicWorld } from '../testing/logic-world.js';
import { befriend, createGroup, createUser } from '../testing/people.js';
import { history } from './history.js';
import { snapshot } from './snapshot.js';

const MB = 1_048_576;
/** PostgreSQL sends each byte of a body as two characters, and all three are held for a moment. */
const HELD_BYTES = (2 * MB) / 3;
const CONVERSATIONS = 130;
const BODY_BYTES = 30_000;
const REACTED = 200;
const EMOJIS = 20;
const REACTING = 20;

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld({ logic: 0 });
}, 120_000);
afterAll(() => world.close());

const weightOf = (entry: Entry | null): number => (entry === null ? 0 : entry.body.length + JSON.stringify(entry.reactions).length);

/** One message in each, the later ones first in the list. */
async function write(conversationIds: readonly Id[], bytes: number): Promise<void> {
  await world.db.query(
    `WITH head AS (UPDATE conversation c SET last_seq = 1, countable_total = 1, last_entry_at = now() + n * interval '1 second'
       FROM unnest($1::bigint[]) WITH ORDINALITY AS t (id, n) WHERE c.id = t.id RETURNING c.id)
     INSERT INTO message (id, conversation_id, seq, sender_id, client_msg_id, kind, countable_no, body)
     SELECT id + 1000000000, id, 1, 1, id, 0, 1, $2 FROM head`,
    [conversationIds, encodeMessageBody({ text: 'x'.repeat(bytes - 40) })],
  );
}

describe('[R22] a snapshot of conversations that end with the largest messages', () => {
  let userId: Id;
  const ids: Id[] = [];
  const read: States[] = [];
  const store = {
    loadChanges: async (query: Parameters<typeof loadChanges>[1]) => noted(await loadChanges(world.db, query)),
    countChanges: (since: Parameters<typeof countChanges>[1]) => countChanges(world.db, since),
    loadStates: async (query: Parameters<typeof loadStates>[1]) => noted(await loadStates(world.db, query)),
  };
  const noted = (states: States | undefined): States | undefined => {
    if (states !== undefined) read.push(states);
    return states;
  };
  const sync = async (fields: Partial<SyncRequest>): Promise<SyncPage> => {
    const request = { since: 0, userVersion: 0, cursor: '', limit: 0, conversationIds: [], ...fields };
    return valueOf(await snapshot(store, userId, request));
  };
  const heaviest = (): number => Math.max(...read.map(({ found }) => found.reduce((sum, { state }) => sum + weightOf(state.lastEntry), 0)));

  beforeAll(async () => {
    userId = await createUser(world.db);
    for (let i = 0; i < CONVERSATIONS; i++) ids.unshift(await befriend(world.db, userId, await createUser(world.db)));
    await write(ids.toReversed(), BODY_BYTES);
  }, 60_000);

  it('[F-50] holds less than 2 MB for a page, and has each conversation once, with the beginning of its last message', async () => {
    const seen: Id[] = [];
    const texts = new Set<string>();
    let pages = 0;
    for (let cursor = '', done = false; !done;) {
      const page = await sync({ cursor });
      expect(encodeDown({ kind: 'syncPage', ...page }, 1).length).toBeLessThan(MAX_FRAME_BYTES);
      seen.push(...page.conversations.map(({ conversationId }) => conversationId));
      for (const { lastEntry } of page.conversations) texts.add(decodeMessageBody(lastEntry!.body).text);
      pages++;
      ({ nextCursor: cursor, done } = page);
    }
    expect(seen).toEqual(ids);
    expect([...texts]).toEqual(['x'.repeat(200)]);
    // with whole messages it would be one page for two conversations
    expect(pages).toBeLessThanOrEqual(8);
    expect(heaviest()).toBeLessThan(HELD_BYTES);
  });

  it('holds less than 2 MB for the states of 100 conversations asked for by id, and gives all of them to who goes on asking', async () => {
    read.length = 0;
    const missing = new Set(ids.slice(0, 100));
    for (let asked = 0, done = false; !done && asked < 100; asked++) {
      const page = await sync({ conversationIds: [...missing] });
      for (const { conversationId } of page.conversations) missing.delete(conversationId);
      ({ done } = page);
    }
    expect(missing).toEqual(new Set());
    expect(heaviest()).toBeLessThan(HELD_BYTES);
  });

  it('goes on behind a conversation that takes more than a page', async () => {
    const me = await createUser(world.db);
    const groups = [await createGroup(world.db, [me]), await createGroup(world.db, [me])];
    await write(groups, DEFAULT_LIMITS.maxBodyBytes);
    const [later, sooner] = groups;
    await world.db.query(
      `WITH texts AS (UPDATE conversation SET announcement = repeat('界', 2000), title = repeat('界', 60) WHERE id = ANY ($1::bigint[])),
         marks AS (UPDATE conversation_member SET draft = repeat('界', 4000),
           hidden = (SELECT range_agg(int8range(9 * n, 9 * n + 1)) FROM generate_series(2, 500) n) WHERE conversation_id = ANY ($1::bigint[]))
       INSERT INTO message_pin (id, conversation_id, seq, user_id) SELECT 100 * c + n, c, n, 1 FROM unnest($1::bigint[]) c, generate_series(1, 50) n`,
      [groups],
    );
    for (const group of groups) await react(group, 1, me);
    const first = valueOf(await snapshot(store, me, { since: 0, userVersion: 0, cursor: '', limit: 0, conversationIds: [] }));
    expect([first.conversations.map((c) => c.conversationId), first.done]).toEqual([[sooner], false]);
    const second = valueOf(
      await snapshot(store, me, { since: 0, userVersion: 0, cursor: first.nextCursor, limit: 0, conversationIds: [] }),
    );
    expect([second.conversations.map((c) => c.conversationId), second.done]).toEqual([[later], true]);
    for (const page of [first, second]) expect(encodeDown({ kind: 'syncPage', ...page }, 1).length).toBeLessThan(MAX_FRAME_BYTES);
  });
});

/** As many as there may be, from seq 1 to `upTo`. */
async function react(conversationId: Id, upTo: number, userId: Id): Promise<void> {
  await world.db.query(
    `INSERT INTO message_reaction (id, conversation_id, seq, user_id, emoji)
     SELECT 1000000 * $1::bigint + row_number() OVER (), $1, seq, $2::bigint + u, repeat(chr(65 + e), 32)
     FROM generate_series(1, $3::int) seq, generate_series(1, $4::int) u, generate_series(1, $5::int) e`,
    [conversationId, userId, upTo, REACTING, EMOJIS],
  );
}

it('[R22] a page of history holds less than 2 MB, also where everybody reacted to every message', async () => {
  const [me, other] = [await createUser(world.db), await createUser(world.db)];
  const conversationId = await befriend(world.db, me, other);
  await world.db.query(
    `INSERT INTO message (id, conversation_id, seq, sender_id, client_msg_id, kind, countable_no, body)
     SELECT $1::bigint + n, $1, n, $2, n, 0, n, 'x' FROM generate_series(1, $3::int) n`,
    [conversationId, other, REACTED],
  );
  await world.db.query(`UPDATE conversation SET last_seq = $2, countable_total = $2 WHERE id = $1`, [conversationId, REACTED]);
  await react(conversationId, REACTED, me);
  let weight = 0;
  const store = {
    findSeqSince: (query: SeqSinceQuery) => findSeqSince(world.db, query),
    loadLog: async (query: Parameters<typeof loadLog>[1]) => {
      const view = await loadLog(world.db, query);
      weight = (view?.entries ?? []).reduce((sum, entry) => sum + weightOf(entry), 0);
      return view;
    },
  };
  const seen: number[] = [];
  for (let fromSeq = 1; fromSeq <= REACTED;) {
    const page = valueOf(await history(store, me, { conversationId, fromSeq, toSeq: 0, limit: 0, direction: 'forward', since: 0 }));
    expect(encodeDown({ kind: 'historyPage', ...page }, 1).length).toBeLessThan(MAX_FRAME_BYTES);
    expect(weight).toBeLessThan(HELD_BYTES);
    seen.push(...page.entries.map(({ seq }) => seq));
    fromSeq = page.toSeq + 1;
  }
  expect(seen).toEqual(Array.from({ length: REACTED }, (_, i) => i + 1));
});

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.refusal.error);
  return outcome.value;
}
