import type { Arm } from '../arm.ts';
import type { Figure, Scenario, Verdict } from '../scenario.ts';
import { startArms } from '../start-arms.ts';
import { connect, type Connects } from './connect-storm/connect.ts';
import { atLeast, atMost } from './verdicts/limit-verdict.ts';

const FULL = { single: 200, storm: 1_000, godwitOnly: false };
const QUICK = { single: 100, storm: 400, godwitOnly: true };
/** The round trip of loopback is far below a millisecond, so what is left of the target is this. */
const SINGLE_P95_MS = 15;
const STORM_PER_SECOND = 800;

interface Sample {
  readonly arm: Arm['name'];
  readonly atOnce: number;
  readonly connects: Connects;
}

/** Sessions that were not up after a minute. */
interface Failure extends Pick<Sample, 'arm' | 'atOnce'> {
  readonly why: string;
}

export const connectStorm: Scenario = {
  name: 'connect-storm',
  about: 'opening sessions and signing in, one after the other and a thousand at once',
  targets: ['P5'],
  quick: true,
  async run(context) {
    const { single, storm, godwitOnly } = context.quick ? QUICK : FULL;
    const arms = await startArms(godwitOnly ? context.arms.filter((name) => name === 'godwit') : context.arms, context);
    try {
      const samples: Sample[] = [];
      const failures: Failure[] = [];
      for (let round = 1; round <= context.repeats; round++)
        for (const arm of arms.running)
          for (const [sessions, atOnce] of [
            [single, 1],
            [storm, storm],
          ] as const) {
            const { name } = arm;
            const what = `round ${round}/${context.repeats}  ${name}, ${atOnce} at once`;
            const connects = await connect(arm, sessions, atOnce, context).catch((error: unknown) => firstLine(error));
            context.signal.throwIfAborted();
            if (typeof connects === 'string') failures.push({ arm: name, atOnce, why: `${what}: ${connects}` });
            else samples.push({ arm: name, atOnce, connects });
            context.progress(`${what}: ${typeof connects === 'string' ? connects : describe(connects)}`);
          }
      return {
        figures: figures(samples),
        plots: [],
        verdicts: verdicts(samples, failures, storm),
        notes: [
          ...arms.missing.map(({ name, why }) => `without ${name}: ${why}`),
          ...failures.map(({ why }) => `failed: ${why}`),
          ...(context.quick ? ['the target of 1,000 at once needs the full form'] : []),
        ],
      };
    } finally {
      await arms.close();
    }
  },
};

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

const describe = ({ perSecond, times, failedAttempts, dropped }: Connects): string =>
  `${perSecond.toFixed(0)}/s, P50/P95/P99 ${[50, 95, 99].map((percent) => times.percentileMs(percent).toFixed(1)).join(' / ')} ms, ${failedAttempts} attempts failed, ${dropped} packets dropped`;

function figures(samples: readonly Sample[]): Figure[] {
  const groups = Map.groupBy(samples, ({ arm, atOnce }) => `${arm} ${atOnce}`);
  const per = (name: string, unit: string, value: (connects: Connects) => number): Figure[] =>
    [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const runs = group.map(({ connects }) => value(connects));
      return [{ name, unit, arm: first.arm, at: { 'at once': first.atOnce }, runs }];
    });
  return [
    ...[50, 95, 99].flatMap((percent) => per(`connect and sign in P${percent}`, 'ms', ({ times }) => times.percentileMs(percent))),
    ...per('connects', 'a second', ({ perSecond }) => perSecond),
    ...per('attempts that failed', 'attempts', ({ failedAttempts }) => failedAttempts),
    ...per('UDP packets that met a full buffer', 'packets', ({ dropped }) => dropped),
    ...per('server CPU per connect', 'µs', ({ serverMicrosEach }) => serverMicrosEach),
    ...per('generator CPU per connect', 'µs', ({ generatorMicrosEach }) => generatorMicrosEach),
  ];
}

/** A storm that failed had no rate worth the name. */
function verdicts(samples: readonly Sample[], failures: readonly Failure[], storm: number): Verdict[] {
  const runs = (atOnce: number, value: (connects: Connects) => number): number[] =>
    samples.filter((sample) => sample.arm === 'godwit' && sample.atOnce === atOnce).map(({ connects }) => value(connects));
  const p95 = runs(1, ({ times }) => times.percentileMs(95));
  const failed = failures.filter(({ arm, atOnce }) => arm === 'godwit' && atOnce === storm);
  const perSecond = [...runs(storm, (connects) => connects.perSecond), ...failed.map(() => 0)];
  return [
    atMost(SINGLE_P95_MS, { target: 'P5', claim: 'P95 of connects one after the other, on loopback,', runs: p95, unit: 'ms' }),
    ...(storm === FULL.storm
      ? [atLeast(STORM_PER_SECOND, { target: 'P5', claim: `connects of ${storm} at once`, runs: perSecond, unit: 'a second' })]
      : []),
  ];
}
