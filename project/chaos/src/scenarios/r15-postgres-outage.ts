// R15: PostgreSQL stands still, restarts or dies. Whoever asks is told so in time, and as soon as it accepts, messages flow again.
import { setTimeout as sleep } from 'node:timers/promises';
import { percentiles } from '../hostile/percentiles.ts';
import { type Crew, crewDevice } from '../reliability/crew.ts';
import { allDevices, firstSpeakers, inLaboratory, type Laboratory, type Pair, storyOf } from '../reliability/laboratory.ts';
import { withDatabase } from '../reliability/rows.ts';
import type { Story } from '../reliability/story.ts';
import type { ChaosScenario } from '../scenario.ts';

const SCALE = { smoke: { downMs: 6_000, rounds: 1, pairs: 10 }, full: { downMs: 15_000, rounds: 5, pairs: 40 } };
const EVERY_MS = 500;
const BEFORE_MS = 1_500;
const PROBE_MS = 100;
const API_MS = 1_500;
const ACK_MS = 3_000;
const ALL_ACKED_MS = 5_000;
const AFTER_MS = 8_000;
const END_MS = 40_000;

/** Each resolves with the time from which PostgreSQL accepts again. */
const OUTAGES: Readonly<Record<string, (laboratory: Laboratory, downMs: number) => Promise<number>>> = {
  'stands still': async ({ world }, downMs) => {
    world.postgres?.freeze();
    await sleep(downMs);
    world.postgres?.thaw();
    return accepts(world.databaseUrl);
  },
  restarts: async ({ world }, downMs) => {
    await world.restartPostgres({ downMs });
    return accepts(world.databaseUrl);
  },
  'is killed': async ({ world }, downMs) => {
    await world.restartPostgres({ signal: 'SIGKILL', downMs });
    return accepts(world.databaseUrl);
  },
};

export const postgresOutage: ChaosScenario = {
  ids: ['R15', 'R3'],
  name: 'postgres-outage',
  about: 'PostgreSQL is frozen, restarted and killed under load: the API fails in time, and acks come back soon',
  run: (context) =>
    inLaboratory(context, { access: 1, logic: 2, web: 1 }, async (laboratory) => {
      const { world, judge } = laboratory;
      const { downMs, rounds, pairs: count } = SCALE[context.scale];
      const pairs = await laboratory.pairs(count);
      const crew = await laboratory.crew(allDevices(pairs).map((device) => crewDevice(device, world.webUrl)));
      await crew.connect();
      await crew.talk(firstSpeakers(pairs), { everyMs: EVERY_MS });
      const outages: Outage[] = [];
      for (let round = 0; round < rounds; round += 1) {
        for (const what of Object.keys(OUTAGES)) outages.push(await suffer(laboratory, pairs, what, downMs));
      }
      judge.exactly('R15', 'sends without an end', await crew.end(END_MS), 0);
      judgeApi(laboratory, outages);
      await judgeAcks(laboratory, crew, outages);
      judge.exactly('R15', 'processes that ended', world.exits().length, 0);
      await laboratory.check([crew], ['R1', 'R5', 'R6', 'R7', 'R8']);
    }),
};

interface Probe {
  readonly at: number;
  readonly ms: number;
  /** 0: no answer at all. */
  readonly status: number;
}

interface Outage {
  readonly what: string;
  readonly from: number;
  /** It accepts connections and answers. */
  readonly backAt: number;
  readonly probes: readonly Probe[];
}

async function suffer(laboratory: Laboratory, pairs: readonly Pair[], what: string, downMs: number): Promise<Outage> {
  laboratory.context.progress(`PostgreSQL ${what}`);
  const stop = new AbortController();
  const probing = probeApi(laboratory.world.webUrl, pairs[0]?.first[0]?.token ?? '', stop.signal);
  await sleep(BEFORE_MS);
  const from = Date.now();
  const backAt = await OUTAGES[what]!(laboratory, downMs);
  await sleep(AFTER_MS);
  stop.abort();
  return { what, from, backAt, probes: await probing };
}

/** Open loop: a call that hangs does not keep the next one from being made. */
async function probeApi(webUrl: string, token: string, signal: AbortSignal): Promise<Probe[]> {
  const calls: Promise<Probe>[] = [];
  const call = async (at: number): Promise<Probe> => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${webUrl}/api/v1/friends`, { headers, signal: AbortSignal.timeout(10 * API_MS) }).catch(() => undefined);
    await answer?.arrayBuffer().catch(() => undefined);
    return { at, ms: Date.now() - at, status: answer?.status ?? 0 };
  };
  for (; !signal.aborted; await sleep(PROBE_MS)) calls.push(call(Date.now()));
  return Promise.all(calls);
}

function judgeApi({ judge }: Laboratory, outages: readonly Outage[]): void {
  const before = outages.flatMap(({ from, probes }) => probes.filter(({ at, ms }) => at + ms < from));
  judge.exactly('R15', 'calls of the API before an outage that were not answered', before.filter(({ status }) => status !== 200).length, 0);
  const probes = outages.flatMap(({ from, backAt, probes: all }) => all.filter(({ at }) => at >= from && at < backAt));
  const failed = probes.filter(({ status }) => status !== 200);
  judge.atLeast('R15', 'calls of the API during outages', failed.length, 20);
  judge.exactly(
    'R15',
    'statuses of those that were neither answered nor refused with 503',
    failed.flatMap(({ status }) => (status === 503 ? [] : [status])).join(' ') || 'none',
    'none',
  );
  judge.atMost('R15', 'slowest call of the API', Math.max(...outages.flatMap(({ probes: all }) => all.map(({ ms }) => ms))), API_MS, ' ms');
}

async function judgeAcks({ judge, context }: Laboratory, crew: Crew, outages: readonly Outage[]): Promise<void> {
  const story = await storyOf([crew]);
  for (const what of Object.keys(OUTAGES)) {
    const same = outages.filter((outage) => outage.what === what);
    judge.atMost(
      'R15',
      `it ${what}: first ack after it accepted`,
      Math.max(...same.map((outage) => firstAck(story, outage))),
      ACK_MS,
      ' ms',
    );
    const waited = percentiles(same.flatMap((outage) => waitedSince(story, outage)));
    context.progress(`sent while it ${what}, acked after it accepted: p50 ${waited.p50} ms, p99 ${waited.p99} ms`);
    judge.atMost('R3', `it ${what}: what was sent meanwhile was acked after`, waited.max, ALL_ACKED_MS, ' ms');
  }
}

const firstAck = ({ messages }: Story, { backAt }: Outage): number =>
  Math.min(...[...messages.values()].flatMap(({ ackedAt = Infinity }) => (ackedAt >= backAt ? [ackedAt - backAt] : [])));

const waitedSince = ({ messages }: Story, { from, backAt }: Outage): number[] =>
  [...messages.values()]
    .filter(({ invokedAt, ackedAt = Infinity }) => invokedAt >= from && invokedAt < backAt && ackedAt >= backAt)
    .map(({ ackedAt = Infinity }) => ackedAt - backAt);

/** When it does, ms since 1970. */
async function accepts(url: string): Promise<number> {
  for (;;) {
    try {
      await withDatabase(url, (client) => client.query('SELECT 1'));
      return Date.now();
    } catch {
      await sleep(20);
    }
  }
}
