// R4: an entry that is sent several times is one row, whichever way its copies take and however they meet.
import { ERRORS } from '@godwit/shared/protocol/errors';
import type { RawSession } from '../devices/raw-session.ts';
import { inLaboratory, type Laboratory, type Pair, untilTrue } from '../reliability/laboratory.ts';
import { message, openRaw, resultsOf } from '../reliability/raw-message.ts';
import { withDatabase } from '../reliability/rows.ts';
import type { ChaosScenario } from '../scenario.ts';

const SCALE = { smoke: 60, full: 2_000 };
const ANSWER_MS = 5_000;

export const sameId: ChaosScenario = {
  ids: ['R4'],
  name: 'same-id',
  about: 'three copies of an entry at once through two access and two logic nodes, and the same id with another body',
  run: (context) =>
    inLaboratory(context, { access: 2, logic: 2, web: 1 }, async (laboratory) => {
      const [pair] = await laboratory.pairs(1, 2);
      if (pair === undefined) throw new Error('no pair');
      const sessions = await Promise.all(pair.first.map((device, access) => openRaw(laboratory.world, access, device)));
      const rounds = SCALE[context.scale];
      await threeCopies(laboratory, pair, sessions, rounds);
      await otherBody(laboratory, pair, sessions, rounds);
      await twoBodiesAtOnce(laboratory, pair, sessions, rounds);
    }),
};

const answers = (sessions: readonly RawSession[], id: string, count: number): Promise<number> =>
  untilTrue(() => resultsOf(sessions, id).length >= count, ANSWER_MS, 1);

async function threeCopies(
  { world, judge }: Laboratory,
  { conversation }: Pair,
  sessions: readonly RawSession[],
  rounds: number,
): Promise<void> {
  const [first, second] = sessions as [RawSession, RawSession];
  let wrong = 0;
  for (let n = 1; n <= rounds; n += 1) {
    const id = String(10_000 + n);
    for (const session of [first, second, first]) session.send(message(conversation, id, `copy ${n}`));
    await answers(sessions, id, 3);
    const results = resultsOf(sessions, id);
    const places = new Set(results.map(({ code, seq, messageId }) => `${code} ${seq} ${messageId}`));
    if (results.length !== 3 || places.size !== 1 || results[0]?.code !== 0) wrong += 1;
    for (const session of sessions) session.received.length = 0;
  }
  judge.exactly('R4', `of ${rounds} entries sent three times, those whose acks differ or are missing`, wrong, 0);
  judge.exactly('R4', 'rows of an entry, at most', await mostRows(world.databaseUrl), 1);
}

async function otherBody(
  { world, judge }: Laboratory,
  { conversation }: Pair,
  sessions: readonly RawSession[],
  rounds: number,
): Promise<void> {
  const [first, second] = sessions as [RawSession, RawSession];
  let wrong = 0;
  for (let n = 1; n <= rounds; n += 1) {
    const id = String(20_000 + n);
    first.send(message(conversation, id, `one body ${n}`));
    await answers([first], id, 1);
    second.send(message(conversation, id, `another body ${n}`));
    await answers([second], id, 1);
    if (resultsOf([second], id)[0]?.code !== ERRORS.IDEMPOTENCY_MISMATCH.code) wrong += 1;
    for (const session of sessions) session.received.length = 0;
  }
  judge.exactly('R4', `of ${rounds} other bodies under a used id, those not refused as IDEMPOTENCY_MISMATCH`, wrong, 0);
  judge.exactly('R4', 'rows of an entry, at most', await mostRows(world.databaseUrl), 1);
}

/** Nobody knows which is first; exactly one must be. */
async function twoBodiesAtOnce(
  { judge }: Laboratory,
  { conversation }: Pair,
  sessions: readonly RawSession[],
  rounds: number,
): Promise<void> {
  let wrong = 0;
  for (let n = 1; n <= rounds; n += 1) {
    const id = String(30_000 + n);
    sessions.forEach((session, i) => session.send(message(conversation, id, `body ${i} of ${n}`)));
    await answers(sessions, id, 2);
    const codes = resultsOf(sessions, id).map(({ code }) => code);
    if (codes.sort((a, b) => a - b).join() !== `0,${ERRORS.IDEMPOTENCY_MISMATCH.code}`) wrong += 1;
    for (const session of sessions) session.received.length = 0;
  }
  judge.exactly('R4', `of ${rounds} races between two bodies, those without exactly one winner`, wrong, 0);
}

const mostRows = (url: string): Promise<number> =>
  withDatabase(url, async (client) => {
    const { rows } = await client.query<{ most: string }>(
      'SELECT max(n) AS most FROM (SELECT count(*) AS n FROM message GROUP BY conversation_id, sender_id, client_msg_id) AS copies',
    );
    return Number(rows[0]?.most);
  });
