import { setTimeout as sleep } from 'node:timers/promises';
import type { ArmName } from '../arm.ts';
import { median } from '../measure/median.ts';
import { pssBytes } from '../measure/pss-bytes.ts';
import type { BenchContext, Figure, Plot, Scenario } from '../scenario.ts';
import { startArms } from '../start-arms.ts';
import { atMost } from './verdicts/limit-verdict.ts';

interface Levels {
  readonly low: number;
  readonly high: number;
  /** Until garbage of the connects is gone. */
  readonly settleMs: number;
}

const FULL: Levels = { low: 1_000, high: 5_000, settleMs: 5_000 };
const QUICK: Levels = { low: 200, high: 800, settleMs: 1_000 };
const CONNECTS_AT_ONCE = 50;
const MAX_REPEATS = 3;
const BYTES_PER_KB = 1_000;
/** 50,000 sessions in 5 GB, and the next goal. */
const LIMITS_KB = [100, 64] as const;
/** The process that holds the connections. */
const HOLDER: Record<ArmName, string> = { godwit: 'access', socketio: 'server', ejabberd: 'server' };

interface Sample {
  readonly arm: ArmName;
  /** PSS in KB at each level, of the holder and of all servers. */
  readonly holderKb: Record<'low' | 'high', number>;
  readonly allKb: Record<'low' | 'high', number>;
}

export const idleMemory: Scenario = {
  name: 'idle-memory',
  about: 'memory of sessions that are signed in and silent: PSS of the servers with many of them, less that with few',
  targets: ['P4'],
  quick: true,
  async run(context) {
    const levels = context.quick ? QUICK : FULL;
    const arms = context.quick ? context.arms.filter((arm) => arm === 'godwit') : context.arms;
    const samples: Sample[] = [];
    const notes = new Set<string>();
    for (let round = 1; round <= Math.min(context.repeats, MAX_REPEATS); round++)
      for (const arm of arms) {
        const [low, high] = [await hold(arm, levels.low, levels, context), await hold(arm, levels.high, levels, context)];
        if (typeof low === 'string') notes.add(`without ${arm}: ${low}`);
        else if (typeof high === 'string') notes.add(`without ${arm}: ${high}`);
        else samples.push({ arm, holderKb: { low: low.holder, high: high.holder }, allKb: { low: low.all, high: high.all } });
      }
    const runs = samples.filter(({ arm }) => arm === 'godwit').map(({ holderKb }) => slope(holderKb, levels));
    const claim = `PSS of access per idle session, from ${levels.low} to ${levels.high} sessions,`;
    return {
      figures: arms.flatMap((arm) =>
        figures(
          arm,
          samples.filter((sample) => sample.arm === arm),
          levels,
        ),
      ),
      plots: [plot(samples, levels)],
      verdicts: context.quick ? [] : [atMost(LIMITS_KB[0], { target: 'P4', claim, runs, unit: 'KB' }, LIMITS_KB[1])],
      notes: [
        ...notes,
        ...(context.quick ? ['P4 needs more sessions than those of --quick: what grows in steps weighs too much here'] : []),
      ],
    };
  },
};

const slope = ({ low, high }: Record<'low' | 'high', number>, levels: Levels): number => (high - low) / (levels.high - levels.low);

/** An arm of its own for each level: what a process has freed it does not give back. Gives KB, or why it cannot be measured. */
async function hold(
  name: ArmName,
  sessions: number,
  { settleMs }: Levels,
  context: BenchContext,
): Promise<{ holder: number; all: number } | string> {
  context.signal.throwIfAborted();
  const { running, missing, close } = await startArms([name], context);
  try {
    const [arm] = running;
    if (arm === undefined) return missing[0]?.why ?? 'not there';
    const pairs = sessions / 2;
    await arm.prepare(pairs);
    const load = await arm.startLoad({ pairs, rate: 0, warmupSeconds: 0, seconds: 0, bodyBytes: 0, connectsAtOnce: CONNECTS_AT_ONCE });
    try {
      for await (const event of load.events) if (event.event === 'connected') break;
      await sleep(settleMs, undefined, { signal: context.signal });
      const kb = Object.entries(pssBytes(arm.processes())).map(([process, bytes]) => [process, bytes / BYTES_PER_KB] as const);
      const all = kb.reduce((sum, [, one]) => sum + one, 0);
      const holder = kb.find(([process]) => process === HOLDER[name])?.[1] ?? NaN;
      context.progress(`${name} with ${sessions} sessions: ${(holder / 1000).toFixed(0)} MB, all servers ${(all / 1000).toFixed(0)} MB`);
      return { holder, all };
    } finally {
      await load.stop();
    }
  } finally {
    await close();
  }
}

function figures(arm: ArmName, samples: readonly Sample[], levels: Levels): Figure[] {
  const name = 'memory per idle session';
  return [
    { name, unit: 'KB', arm, at: { of: 'the process with the connections' }, runs: samples.map(({ holderKb }) => slope(holderKb, levels)) },
    { name, unit: 'KB', arm, at: { of: 'all servers' }, runs: samples.map(({ allKb }) => slope(allKb, levels)) },
  ];
}

function plot(samples: readonly Sample[], { low, high }: Levels): Plot {
  const arms = [...new Set(samples.map(({ arm }) => arm))];
  return {
    title: 'Memory of idle sessions',
    x: { label: 'sessions', scale: 'linear' },
    y: { label: 'MB', scale: 'linear' },
    lines: arms.map((arm) => {
      const own = samples.filter((sample) => sample.arm === arm);
      const mb = (level: 'low' | 'high'): number => median(own.map(({ holderKb }) => holderKb[level])) / 1000;
      return {
        name: `${arm} (${HOLDER[arm]})`,
        group: arm,
        points: [
          [low, mb('low')],
          [high, mb('high')],
        ],
      };
    }),
  };
}
