import { REST_PREFIX } from '@godwit/shared/rest/answer';
import { Latencies } from '../measure/latencies.ts';
import { type LoadRun, runLoad } from '../measure/run-load.ts';
import { numberText } from '../report/number-text.ts';
import type { BenchContext, Figure, Scenario, ScenarioResult } from '../scenario.ts';
import { type GodwitArm, startGodwitArm } from '../system/godwit-arm.ts';
import { duringLoad } from './during/during-load.ts';
import type { LoginEvent, LoginPlan } from './login-storm/login-plan.ts';
import { loopDelayCounts, loopDelayPercentileMs } from './metrics/loop-delay.ts';
import { askProcess } from './processes/start-process.ts';
import { atMost } from './verdicts/limit-verdict.ts';

const LOGINS_AT_ONCE = 50;
const PASSWORD = 'correct horse battery';
/** Half of the rate of P1. */
const LOAD = { pairs: 100, rate: 4_000, warmupSeconds: 2, seconds: 8, bodyBytes: 120, connectsAtOnce: 20 };
/** The logins begin and end within the measured time. */
const LOGIN_SECONDS = 6;
/** Beyond what two runs of the same differ by. */
const MAX_RATIO = 1.2;
const MAX_LOOP_DELAY_MS = 50;

interface Round {
  readonly plain: LoadRun;
  readonly stormed: LoadRun;
  readonly logins: LoginEvent;
  /** Of the web process, while people sign in. */
  readonly loopDelayP99Ms: number;
}

export const loginStorm: Scenario = {
  name: 'login-storm',
  about: `${LOGINS_AT_ONCE} people at a time who sign in, again and again, while ${numberText(LOAD.rate)} messages a second are under way`,
  targets: ['P8'],
  quick: false,
  async run(context) {
    const arm = await startGodwitArm();
    try {
      const usernames = await register(arm);
      const rounds: Round[] = [];
      for (let round = 1; round <= context.repeats; round++) {
        const measured = await measure(arm, usernames, context);
        rounds.push(measured);
        context.progress(`round ${round}/${context.repeats}  ${describe(measured)}`);
      }
      return resultOf(rounds);
    } finally {
      await arm.close();
    }
  },
};

async function register(arm: GodwitArm): Promise<string[]> {
  const usernames = Array.from({ length: LOGINS_AT_ONCE }, (_, n) => `storm${n}`);
  await Promise.all(
    usernames.map(async (username) => {
      const answer = await fetch(`${arm.world.webUrl}${REST_PREFIX}/auth/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password: PASSWORD }),
      });
      if (!answer.ok) throw new Error(`${username} cannot be registered: ${answer.status} ${await answer.text()}`);
    }),
  );
  return usernames;
}

async function measure(arm: GodwitArm, usernames: readonly string[], { signal }: BenchContext): Promise<Round> {
  const [web] = arm.world.web;
  if (web === undefined) throw new Error('no web process');
  const plain = await runLoad(arm, LOAD, signal);
  const { run, result } = await duringLoad(arm, LOAD, signal, async () => {
    const before = await loopDelayCounts(web);
    const logins = await signIn({ origin: arm.world.webUrl, usernames, password: PASSWORD, seconds: LOGIN_SECONDS });
    return { logins, loopDelayP99Ms: loopDelayPercentileMs(before, await loopDelayCounts(web), 99) };
  });
  return { plain, stormed: run, ...result };
}

const signIn = (plan: LoginPlan): Promise<LoginEvent> =>
  askProcess({ name: 'people who sign in', engine: 'node', file: 'login-storm/login-process.ts', plan });

const p99 = ({ deliveries }: LoadRun): number => deliveries.percentileMs(99);

const describe = ({ plain, stormed, logins, loopDelayP99Ms }: Round): string =>
  `message P99 ${p99(plain).toFixed(1)} ms, with ${logins.logins} logins ${p99(stormed).toFixed(1)} ms; loop of web P99 ≤ ${loopDelayP99Ms} ms`;

function resultOf(rounds: readonly Round[]): ScenarioResult {
  const counted = rounds.filter(({ plain, stormed }) => plain.voids.length === 0 && stormed.voids.length === 0);
  const figure = (name: string, unit: string, column: string, value: (round: Round) => number): Figure => ({
    name,
    unit,
    arm: 'godwit',
    column,
    at: { 'messages/s': LOAD.rate },
    runs: counted.map(value),
  });
  const loop = counted.map(({ loopDelayP99Ms }) => loopDelayP99Ms);
  const ratios = counted.map(({ plain, stormed }) => p99(stormed) / p99(plain));
  return {
    figures: [
      figure('message delivery P99', 'ms', 'no logins', ({ plain }) => p99(plain)),
      figure('message delivery P99', 'ms', 'with logins', ({ stormed }) => p99(stormed)),
      figure('logins', 'a second', 'with messages', ({ logins }) => logins.logins / LOGIN_SECONDS),
      figure('login P95', 'ms', 'with messages', ({ logins }) => Latencies.merged([logins.latencyUs]).percentileMs(95)),
      figure('event loop delay of web P99', 'ms at most', 'with logins', ({ loopDelayP99Ms }) => loopDelayP99Ms),
    ],
    plots: [],
    verdicts: [
      atMost(MAX_RATIO, { target: 'P8', claim: 'message P99 with logins, divided by that without,', runs: ratios, unit: '' }),
      atMost(MAX_LOOP_DELAY_MS, { target: 'P8', claim: 'event loop delay of web P99 while people sign in (O13)', runs: loop, unit: 'ms' }),
    ],
    notes: rounds.flatMap(({ plain, stormed, logins }, index) => [
      ...[...plain.voids, ...stormed.voids].map((why) => `void: round ${index + 1}: ${why}`),
      ...[...plain.wrongs, ...stormed.wrongs].map((why) => `wrong: round ${index + 1}: ${why}`),
      ...(logins.failed > 0 ? [`${logins.failed} logins failed in round ${index + 1}`] : []),
    ]),
  };
}
