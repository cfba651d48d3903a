import { setTimeout as sleep } from 'node:timers/promises';
import { cpuMicros, usedSince } from '../measure/cpu-micros.ts';
import { numberText } from '../report/number-text.ts';
import type { BenchContext, Figure, Scenario, Verdict } from '../scenario.ts';
import { type GodwitArm, startGodwitArm } from '../system/godwit-arm.ts';
import { duringLoad } from './during/during-load.ts';
import { metricSum, readMetrics } from './metrics/read-metrics.ts';
import { atLeast } from './verdicts/limit-verdict.ts';

/**
 * More than either carries, so that both show what they can do: each conversation has one frame in flight, and what is due waits in the
 * generator. A frame is never divided, so it must hold one message for a batch of one.
 */
const LOAD = { pairs: 500, rate: 16_000, entriesPerFrame: 1, warmupSeconds: 3, seconds: 6, bodyBytes: 120, connectsAtOnce: 20 };
/** Within the measured time. */
const SAMPLED_MS = 5_000;
const SIZES = [256, 1] as const;
const MIN_RATIO = 5;

type Size = (typeof SIZES)[number];
interface Sample {
  readonly size: Size;
  readonly round: number;
  readonly messagesPerSecond: number;
  readonly serverMicrosPerMessage: number;
  readonly entriesPerBatch: number;
  readonly wrongs: readonly string[];
}

export const batching: Scenario = {
  name: 'batching',
  about: 'what group commit does: as many messages as the servers take, with batches of up to 256 entries and of one, a message a frame',
  targets: ['P10'],
  quick: false,
  async run(context) {
    const arms = new Map<Size, GodwitArm>();
    try {
      for (const size of SIZES) arms.set(size, await startGodwitArm({ world: { env: { logic: { COMMIT_BATCH_ENTRIES: String(size) } } } }));
      const samples: Sample[] = [];
      for (let round = 1; round <= context.repeats; round++)
        for (const [size, arm] of arms) {
          const sample = { size, round, ...(await measure(arm, context)) };
          samples.push(sample);
          context.progress(`round ${round}/${context.repeats}  batches of ≤ ${size}: ${describe(sample)}`);
        }
      return {
        figures: figures(samples),
        plots: [],
        verdicts: [verdict(samples)],
        notes: [
          'the generator has no room left at this rate: it can only make the normal size look slower than it is',
          ...samples.flatMap(({ size, round, wrongs }) => wrongs.map((why) => `wrong: batches of ≤ ${size} in round ${round}: ${why}`)),
        ],
      };
    } finally {
      await Promise.all([...arms.values()].map((arm) => arm.close()));
    }
  },
};

const describe = ({ messagesPerSecond, serverMicrosPerMessage, entriesPerBatch }: Sample): string =>
  `${numberText(Math.round(messagesPerSecond))} messages/s, ${serverMicrosPerMessage.toFixed(0)} µs of server CPU each, ${entriesPerBatch.toFixed(1)} entries a batch`;

/** Counts what is committed, not what was offered. */
async function measure(arm: GodwitArm, { signal }: BenchContext): Promise<Omit<Sample, 'size' | 'round'>> {
  const { run, result } = await duringLoad(arm, LOAD, signal, async () => {
    const [start, before] = [performance.now(), await commits(arm)];
    const cpuBefore = cpuMicros(arm.processes());
    await sleep(SAMPLED_MS, undefined, { signal });
    const cpu = Object.values(usedSince(cpuBefore, cpuMicros(arm.processes()))).reduce((sum, micros) => sum + micros, 0);
    const [seconds, after] = [(performance.now() - start) / 1000, await commits(arm)];
    return { cpu, seconds, entries: after.entries - before.entries, batches: after.batches - before.batches };
  });
  const { cpu, seconds, entries, batches } = result;
  return {
    messagesPerSecond: entries / seconds,
    serverMicrosPerMessage: cpu / entries,
    entriesPerBatch: entries / batches,
    wrongs: run.wrongs,
  };
}

async function commits({ world }: GodwitArm): Promise<{ entries: number; batches: number }> {
  const all = await Promise.all(world.logic.map(readMetrics));
  const sum = (name: string): number => all.reduce((total, metrics) => total + metricSum(metrics, name), 0);
  return { entries: sum('godwit_entries_committed_total'), batches: sum('godwit_commit_batch_entries_count') };
}

function figures(samples: readonly Sample[]): Figure[] {
  const per = (name: string, unit: string, value: (sample: Sample) => number): Figure[] =>
    SIZES.map((size) => {
      const runs = samples.filter((sample) => sample.size === size).map(value);
      return { name, unit, arm: 'godwit', column: `batches of ≤ ${size}`, at: {}, runs };
    });
  return [
    ...per('messages committed', 'a second', ({ messagesPerSecond }) => messagesPerSecond),
    ...per('server CPU per message', 'µs', ({ serverMicrosPerMessage }) => serverMicrosPerMessage),
    ...per('entries of a batch', 'entries', ({ entriesPerBatch }) => entriesPerBatch),
  ];
}

function verdict(samples: readonly Sample[]): Verdict {
  const of = (size: Size): Sample[] => samples.filter((sample) => sample.size === size);
  const runs = of(256).flatMap((normal) => {
    const single = of(1).find(({ round }) => round === normal.round);
    return single === undefined ? [] : [normal.messagesPerSecond / single.messagesPerSecond];
  });
  return atLeast(MIN_RATIO, { target: 'P10', claim: 'messages a second, divided by those with batches of one,', runs, unit: '' });
}
