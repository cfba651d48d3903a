// R2: no ack leaves before the COMMIT, and no tier serves a PostgreSQL that would forget what it committed.
import { setTimeout as sleep } from 'node:timers/promises';
import { allDevices, inLaboratory, type Laboratory, type Pair, untilTrue } from '../reliability/laboratory.ts';
import { startForgetfulPostgres } from '../reliability/forgetful-postgres.ts';
import { message, openRaw, resultsOf } from '../reliability/raw-message.ts';
import { somebodyWaits, withDatabase } from '../reliability/rows.ts';
import type { RawSession } from '../devices/raw-session.ts';
import type { ChaosScenario } from '../scenario.ts';

const SCALE = { smoke: { holds: 5, reads: 200 }, full: { holds: 50, reads: 5_000 } };
/** Shorter than the tiers' lock timeout, so that the entry is committed in the end. */
const HELD_MS = 250;
const WAIT_MS = 5_000;

export const commitFirst: ChaosScenario = {
  ids: ['R2'],
  name: 'commit-first',
  about: 'the row of a conversation is held, acks are compared with rows as they arrive, and PostgreSQL is made forgetful',
  run: (context) =>
    inLaboratory(context, { access: 1, logic: 1, web: 1 }, async (laboratory) => {
      const [pair] = await laboratory.pairs(1);
      if (pair === undefined) throw new Error('no pair');
      const session = await openRaw(laboratory.world, 0, allDevices([pair])[0]!);
      const { holds, reads } = SCALE[context.scale];
      await holdTheRow(laboratory, pair, session, holds);
      await readEveryAck(laboratory, pair, session, reads);
      await refuseForgetful(laboratory);
    }),
};

/** While another transaction has the row, nothing can be committed, so nothing may be acked. */
async function holdTheRow({ world, judge }: Laboratory, { conversation }: Pair, session: RawSession, holds: number): Promise<void> {
  let early = 0;
  let acked = 0;
  await withDatabase(world.databaseUrl, (holder) =>
    withDatabase(world.databaseUrl, async (watcher) => {
      for (let n = 1; n <= holds; n += 1) {
        const id = String(10_000 + n);
        await holder.query('BEGIN');
        await holder.query('SELECT 1 FROM conversation WHERE id = $1 FOR UPDATE', [conversation]);
        session.send(message(conversation, id, `held ${n}`));
        await untilTrue(() => somebodyWaits(watcher), WAIT_MS, 5);
        await sleep(HELD_MS);
        early += resultsOf([session], id).filter(({ code }) => code === 0).length;
        await holder.query('COMMIT');
        if ((await untilTrue(() => resultsOf([session], id).some(({ code }) => code === 0), WAIT_MS)) < WAIT_MS) acked += 1;
      }
    }),
  );
  judge.exactly('R2', 'acks while the row was held', early, 0);
  judge.exactly('R2', 'acks after it was let go', acked, holds);
}

/** Whoever is told “sent” and looks at once finds the row. */
async function readEveryAck({ world, judge }: Laboratory, { conversation }: Pair, session: RawSession, reads: number): Promise<void> {
  let absent = 0;
  await withDatabase(world.databaseUrl, async (client) => {
    for (let n = 1; n <= reads; n += 1) {
      const id = String(20_000 + n);
      session.send(message(conversation, id, `read ${n}`));
      await untilTrue(() => resultsOf([session], id).length > 0, WAIT_MS, 1);
      const seq = resultsOf([session], id)[0]?.seq ?? 0;
      const { rowCount } = await client.query('SELECT 1 FROM message WHERE conversation_id = $1 AND seq = $2 AND client_msg_id = $3', [
        conversation,
        seq,
        id,
      ]);
      if (rowCount !== 1) absent += 1;
      session.received.length = 0;
    }
  });
  judge.exactly('R2', `of ${reads} acks, those whose row could not be read at once`, absent, 0);
}

async function refuseForgetful({ world, judge, keep }: Laboratory): Promise<void> {
  await withDatabase(world.databaseUrl, async (client) => {
    await client.query('ALTER DATABASE postgres SET synchronous_commit = off');
    judge.holds('R2', 'logic starts with synchronous_commit=off', ...(await refusal(world.start('logic'), 'synchronous_commit=off')));
    await client.query('ALTER DATABASE postgres RESET synchronous_commit');
  });
  const forgetful = keep(await startForgetfulPostgres(world.dir));
  const started = world.start('logic', { DATABASE_URL: forgetful.url });
  judge.holds('R2', 'logic starts with fsync=off', ...(await refusal(started, 'fsync=off')));
}

/** Held: the process ended by itself, and said why. */
async function refusal(start: Promise<unknown>, why: string): Promise<[held: boolean, value: string, threshold: string]> {
  const threshold = `exits and says ${why}`;
  try {
    await start;
    return [false, 'it serves', threshold];
  } catch (error) {
    const text = String(error);
    const says = /exited with [1-9]/.test(text) && text.includes(why);
    return [says, says ? threshold : text.slice(0, 300), threshold];
  }
}
