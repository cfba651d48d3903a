// R5: the seqs of a conversation are 1 … n without a hole, although transactions are rolled back and processes die in the middle of them.
import { setTimeout as sleep } from 'node:timers/promises';
import { crewDevice } from '../reliability/crew.ts';
import { allDevices, firstSpeakers, inLaboratory, type Laboratory, type Pair } from '../reliability/laboratory.ts';
import { withDatabase } from '../reliability/rows.ts';
import type { ChaosScenario } from '../scenario.ts';

const SCALE = { smoke: { rounds: 1, pairs: 10 }, full: { rounds: 20, pairs: 20 } };
const EVERY_MS = 50;
const BETWEEN_MS = 700;
/** Longer than the tiers' lock timeout: whoever waits is rolled back. */
const HELD_MS = 900;
const END_MS = 60_000;

export const gaplessLog: ChaosScenario = {
  ids: ['R5', 'R3'],
  name: 'gapless-log',
  about: 'statements time out, connections are terminated, logic and PostgreSQL are killed while messages are committed',
  run: (context) =>
    inLaboratory(context, { access: 1, logic: 2, web: 1 }, async (laboratory) => {
      const { world, judge } = laboratory;
      const { rounds, pairs: count } = SCALE[context.scale];
      const pairs = await laboratory.pairs(count);
      const crew = await laboratory.crew(allDevices(pairs).map((device) => crewDevice(device, world.webUrl)));
      await crew.connect();
      await crew.talk(firstSpeakers(pairs), { everyMs: EVERY_MS });
      for (let round = 0; round < rounds; round += 1) {
        await holdRows(laboratory, pairs);
        await terminateConnections(laboratory);
        await world.restart(world.logic[round % 2]!, { signal: 'SIGKILL' });
        await sleep(BETWEEN_MS);
        await world.restartPostgres({ signal: 'SIGKILL' });
        await sleep(BETWEEN_MS);
      }
      judge.exactly('R3', 'sends without an end', await crew.end(END_MS), 0);
      await judgeLogs(laboratory);
      const facts = await laboratory.check([crew], ['R1', 'R5', 'R7', 'R8']);
      judge.atLeast('R5', 'messages acked', facts.acked, 100 * rounds);
    }),
};

/** Everybody who writes waits, and times out. */
async function holdRows({ world }: Laboratory, pairs: readonly Pair[]): Promise<void> {
  await withDatabase(world.databaseUrl, async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM conversation WHERE id = ANY ($1::bigint[]) ORDER BY id FOR UPDATE', [
      pairs.map(({ conversation }) => conversation),
    ]);
    await sleep(HELD_MS);
    await client.query('COMMIT');
  });
  await sleep(BETWEEN_MS);
}

async function terminateConnections({ world }: Laboratory): Promise<void> {
  await withDatabase(world.databaseUrl, (client) =>
    client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'logic-%'`),
  );
  await sleep(BETWEEN_MS);
}

async function judgeLogs({ world, judge }: Laboratory): Promise<void> {
  await withDatabase(world.databaseUrl, async (client) => {
    const { rows } = await client.query<{ logs: string; holes: string; heads: string }>(`
      SELECT count(*) AS logs, count(*) FILTER (WHERE entries <> last) AS holes, count(*) FILTER (WHERE last <> last_seq) AS heads
      FROM (SELECT conversation_id, count(DISTINCT seq) AS entries, max(seq) AS last FROM message GROUP BY 1) AS log
      JOIN conversation c ON c.id = log.conversation_id`);
    judge.exactly('R5', `of ${rows[0]?.logs} logs, those whose count is not their newest seq`, Number(rows[0]?.holes), 0);
    judge.exactly('R5', 'logs whose newest seq is not the head of the conversation', Number(rows[0]?.heads), 0);
  });
}
