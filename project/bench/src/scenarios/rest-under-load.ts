import { REST_PREFIX } from '@godwit/shared/rest/answer';
import { Latencies } from '../measure/latencies.ts';
import { numberText } from '../report/number-text.ts';
import type { BenchContext, Figure, Scenario } from '../scenario.ts';
import { type GodwitArm, startGodwitArm } from '../system/godwit-arm.ts';
import { duringLoad } from './during/during-load.ts';
import { askProcess } from './processes/start-process.ts';
import type { RestEvent, RestPlan, RouteTimes } from './rest-under-load/rest-plan.ts';
import { atMost } from './verdicts/limit-verdict.ts';

const PATHS = ['/access', '/user/profile', '/friends', '/auth/sessions'].map((path) => `${REST_PREFIX}${path}`);
const REQUESTS_PER_SECOND = 80;
/** Half of the rate of P1. */
const MESSAGES_PER_SECOND = 4_000;
const PAIRS = 100;
const WARMUP_SECONDS = 2;
/** The process that asks is started when the load is measured. */
const START_SECONDS = 1.5;
const MAX_P95_MS = 100;

interface Sample {
  readonly rate: number;
  readonly routes: readonly RouteTimes[];
}

export const restUnderLoad: Scenario = {
  name: 'rest-under-load',
  about: `REST answers while ${numberText(MESSAGES_PER_SECOND)} messages a second are under way, and without them`,
  targets: ['P8'],
  quick: true,
  async run(context) {
    const arm = await startGodwitArm();
    try {
      const samples: Sample[] = [];
      const notes: string[] = [];
      await ask(arm, { seconds: 1 }); // so that connections are open and code is compiled
      for (let round = 1; round <= context.repeats; round++)
        for (const rate of [0, MESSAGES_PER_SECOND]) {
          const { routes, voids } = await measure(arm, rate, context);
          notes.push(...voids.map((why) => `the load of round ${round}: ${why}`));
          notes.push(
            ...routes
              .filter(({ failed }) => failed > 0)
              .map(({ path, failed }) => `${failed} requests of ${path} failed in round ${round}`),
          );
          samples.push({ rate, routes });
          context.progress(`round ${round}/${context.repeats}  ${rate} messages/s: P95 ${p95(routes).toFixed(1)} ms over all routes`);
        }
      const runs = samples.filter(({ rate }) => rate > 0).map(({ routes }) => p95(routes));
      const claim = `P95 of REST at ${numberText(MESSAGES_PER_SECOND)} messages/s`;
      return { figures: figures(samples), plots: [], verdicts: [atMost(MAX_P95_MS, { target: 'P8', claim, runs, unit: 'ms' })], notes };
    } finally {
      await arm.close();
    }
  },
};

async function measure(
  arm: GodwitArm,
  rate: number,
  { quick, signal }: BenchContext,
): Promise<{ routes: readonly RouteTimes[]; voids: readonly string[] }> {
  signal.throwIfAborted();
  const seconds = quick ? 3 : 8;
  if (rate === 0) return { routes: await ask(arm, { seconds }), voids: [] };
  const load = { pairs: PAIRS, rate, warmupSeconds: WARMUP_SECONDS, seconds: seconds + START_SECONDS, bodyBytes: 120, connectsAtOnce: 20 };
  const { run, result } = await duringLoad(arm, load, signal, () => ask(arm, { seconds }));
  return { routes: result, voids: [...run.voids, ...run.wrongs] };
}

async function ask(arm: GodwitArm, { seconds }: { seconds: number }): Promise<readonly RouteTimes[]> {
  const tokens = (await arm.conversations(PAIRS)).map(({ sender }) => sender.token);
  const plan: RestPlan = { origin: arm.world.webUrl, tokens, paths: PATHS, rate: REQUESTS_PER_SECOND, seconds };
  return (await askProcess<RestEvent>({ name: 'REST client', engine: 'node', file: 'rest-under-load/rest-process.ts', plan })).routes;
}

const p95 = (routes: readonly RouteTimes[]): number => Latencies.merged(routes.map(({ latencyUs }) => latencyUs)).percentileMs(95);

function figures(samples: readonly Sample[]): Figure[] {
  const rates = [...new Set(samples.map(({ rate }) => rate))];
  const at = (path: string, percent: number): Figure[] =>
    rates.map((rate) => ({
      name: `REST latency P${percent}`,
      unit: 'ms',
      arm: 'godwit',
      column: rate === 0 ? 'no messages' : `${numberText(rate)} messages/s`,
      at: { route: path },
      runs: samples
        .filter((sample) => sample.rate === rate)
        .flatMap(({ routes }) => routes.filter((route) => route.path === path))
        .map(({ latencyUs }) => Latencies.merged([latencyUs]).percentileMs(percent)),
    }));
  return [50, 95, 99].flatMap((percent) => PATHS.flatMap((path) => at(path, percent)));
}
