// R22 in one conversation: a log of 100,000 entries is pulled page by page from a logic process of its own, by a device that loses its link
// again and again, while the process is killed once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { MAX_FRAME_BYTES } from '@godwit/shared/protocol/frame';
import type { HistoryPage } from '@godwit/shared/protocol/messages/history-page';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { Up } from '@godwit/shared/protocol/up';
import { findSeqSince, type SeqSinceQuery } from '../store/find-seq-since.js';
import { loadLog, type LogQuery, type LogView } from '../store/load-log.js';
import type { FakeSession } from '../testing/fake-access.js';
import { type LogicProcess, startLogicProcess } from '../testing/logic-process.js';
import { type LogicWorld, startLogicWorld } from '../testing/logic-world.js';
import { befriend, createUser } from '../testing/people.js';
import { history } from './history.js';

const ENTRIES = 100_000;
/** The end of the log is made of the largest messages: a whole page of them would be 6 MB. */
const LARGE = 400;
const LARGE_BYTES = 30_000;
const CUT_EVERY = 25;
const MB = 1_048_576;

let world: LogicWorld;
let userId: Id;
let conversationId: Id;
beforeAll(async () => {
  world = await startLogicWorld({ logic: 0 });
  const [me, other] = [await createUser(world.db), await createUser(world.db)];
  [userId, conversationId] = [me, await befriend(world.db, me, other)];
  const body = (text: string): Uint8Array => encodeMessageBody({ kind: 'text', text });
  await world.db.query(
    `INSERT INTO message (id, conversation_id, seq, sender_id, client_msg_id, kind, countable_no, body)
     SELECT 7000000000000000000 + n, $1, n, $2, 7000000000000000000 + n, 0, n, CASE WHEN n <= $3 THEN $4::bytea ELSE $5::bytea END
     FROM generate_series(1, $6::bigint) n`,
    [conversationId, other, ENTRIES - LARGE, body('a few words of somebody'), body('x'.repeat(LARGE_BYTES)), ENTRIES],
  );
  await world.db.query(`UPDATE conversation SET last_seq = $2, countable_total = $2 WHERE id = $1`, [conversationId, ENTRIES]);
}, 120_000);
afterAll(() => world.close());

const from = (fromSeq: number): Up => ({
  kind: 'historyRequest',
  conversationId,
  fromSeq,
  toSeq: 0,
  limit: 200,
  direction: 'forward',
  since: 0,
});

/** Asks again until it is answered, as the SDK does: the process may be away. */
async function page(session: FakeSession, fromSeq: number): Promise<HistoryPage> {
  const ask = (): void => {
    session.send(from(fromSeq), { ref: fromSeq, expiresAt: Date.now() + 5_000 });
  };
  ask();
  const timer = setInterval(ask, 2_000);
  try {
    return await session.when('a page', () => session.all('historyPage').find((p) => p.fromSeq === fromSeq));
  } finally {
    clearInterval(timer);
  }
}

describe('[R22] a sync of 100,000 entries', () => {
  let logic: LogicProcess;
  const env = (): Record<string, string> => ({
    NODE_NAME: 'logic-large',
    DATABASE_URL: world.databaseUrl,
    REDIS_URL: world.redisServer.url,
    NATS_URL: world.nats.url,
    LOG_LEVEL: 'error',
  });
  beforeAll(async () => {
    logic = await startLogicProcess(env());
  }, 300_000);
  afterAll(() => logic.stop());

  /** Pulls the log; what was not as it must be. The link is lost before the answer to every 25th question. */
  async function pull(beforePage: (n: number) => Promise<void>): Promise<string[]> {
    const problems: string[] = [];
    let session = await world.access.online(userId);
    let next = 1;
    for (let n = 1; next <= ENTRIES; n++) {
      await beforePage(n);
      if (n % CUT_EVERY === 0) {
        session.send(from(next), { ref: next });
        session = await world.access.online(userId);
      }
      const { fromSeq, toSeq, lastSeq, entries } = await page(session, next);
      const inOrder = entries.every(({ seq }, i) => seq === next + i);
      const whole = fromSeq === next && toSeq === next + entries.length - 1 && lastSeq === ENTRIES;
      const fits = entries.length <= 200 && session.received.every(({ frameBytes }) => frameBytes <= MAX_FRAME_BYTES + 4);
      if (!inOrder || !whole || !fits)
        problems.push(`page ${String(n)}: ${String(fromSeq)} to ${String(toSeq)}, ${String(entries.length)} entries`);
      if (entries.length === 0) return problems;
      next = toSeq + 1;
      session.received.length = 0;
    }
    return problems;
  }

  it('goes on where it was cut, has every entry once and in order, in pages of 200 and less', async () => {
    const killed = async (n: number): Promise<void> => {
      if (n !== 100) return;
      logic.kill('SIGKILL');
      await logic.exited;
      logic = await startLogicProcess(env());
    };
    expect(await pull(killed)).toEqual([]);
  }, 120_000);

  it('holds less than 2 MB for a page, also of the largest messages', async () => {
    for (const direction of ['forward', 'backward'] as const) {
      let read: LogView | undefined;
      const store = {
        loadLog: async (query: LogQuery) => (read = await loadLog(world.db, query)),
        findSeqSince: (at: SeqSinceQuery) => findSeqSince(world.db, at),
      };
      await history(store, userId, { conversationId, fromSeq: ENTRIES - 199, toSeq: 0, limit: 200, direction, since: 0 });
      const bytes = read!.entries.reduce((sum, { body }) => sum + body.length, 0);
      // PostgreSQL sends each byte as two characters, and both are held for a moment
      expect(3 * bytes).toBeLessThan(2 * MB);
      expect(read!.entries[0]!.seq).toBe(direction === 'forward' ? ENTRIES - 199 : ENTRIES);
    }
  });
});
