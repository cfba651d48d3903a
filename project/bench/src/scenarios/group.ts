import type { LoadConversation } from '../generator/load-plan.ts';
import type { LoadRun } from '../measure/run-load.ts';
import type { BenchContext, Figure, Scenario, Verdict } from '../scenario.ts';
import { startGodwitArm } from '../system/godwit-arm.ts';
import { counts, cpuPerMessage, type GroupLoad, remarks, runGroup } from './group/run-group.ts';
import { seedGroup } from './group/seed-group.ts';
import { atMost } from './verdicts/limit-verdict.ts';

const ONLINE = 500;
const RATES = [10, 20, 50] as const;
const LOAD: Omit<GroupLoad, 'rate'> = { warmupSeconds: 2, seconds: 8 };
/** Below the threshold of a room each session is located and named; from it on a node gets one message. */
const KINDS = ['group', 'room'] as const;
const MAX_P99_MS = 50;
const MAX_COPY_MICROS = 12;
const NEXT_COPY_MICROS = 8;

interface Sample {
  readonly kind: (typeof KINDS)[number];
  readonly rate: number;
  readonly round: number;
  readonly conversation: LoadConversation;
  readonly run: LoadRun;
}

export const group: Scenario = {
  name: 'group',
  about: `one group with ${ONLINE} members online, 120 bytes, as a group and as a room: latency of every copy and CPU per delivered copy`,
  targets: ['P6'],
  quick: false,
  async run(context) {
    const arm = await startGodwitArm();
    try {
      const groups = { group: await seedGroup(arm.world, seed(0)), room: await seedGroup(arm.world, seed(1)) };
      const samples: Sample[] = [];
      for (const kind of KINDS) await runGroup(arm, groups[kind], { rate: 20, warmupSeconds: 0, seconds: 2 }, context.signal);
      for (let round = 1; round <= context.repeats; round++)
        for (const rate of RATES)
          for (const kind of round % 2 === 1 ? KINDS : KINDS.toReversed()) {
            const run = await runGroup(arm, groups[kind], { ...LOAD, rate }, context.signal);
            const sample = { kind, rate, round, conversation: groups[kind], run };
            samples.push(sample);
            context.progress(describe(sample, context));
          }
      return { figures: figures(samples), plots: [], verdicts: verdicts(samples), notes: samples.flatMap(notes) };
    } finally {
      await arm.close();
    }
  },
};

const seed = (number: 0 | 1) => ({ number, members: ONLINE, online: ONLINE, room: number === 1 });

const copyMicros = ({ run, conversation }: Sample): number => cpuPerMessage(run) / conversation.receivers.length;
const p = (percent: number) => (sample: Sample) => sample.run.deliveries.percentileMs(percent);

const describe = (sample: Sample, { repeats }: BenchContext): string =>
  `round ${sample.round}/${repeats}  ${sample.kind} at ${sample.rate}/s: P50 ${p(50)(sample).toFixed(1)} ms, P99 ${p(99)(sample).toFixed(1)} ms, ${copyMicros(sample).toFixed(1)} µs a copy`;

const of = (samples: readonly Sample[], kind: Sample['kind'], rate: number): Sample[] =>
  samples.filter((s) => s.kind === kind && s.rate === rate && counts(s.run, s.conversation));

function figures(samples: readonly Sample[]): Figure[] {
  const per = (name: string, unit: string, value: (sample: Sample) => number): Figure[] =>
    RATES.flatMap((rate) =>
      KINDS.map((kind) => ({
        name,
        unit,
        arm: 'godwit' as const,
        column: kind,
        at: { 'rate/s': rate },
        runs: of(samples, kind, rate).map(value),
      })),
    );
  const tiers = Object.keys(samples[0]?.run.cpuMicrosPerMessage ?? {});
  return [
    ...per('delivery latency P50', 'ms', p(50)),
    ...per('delivery latency P99', 'ms', p(99)),
    ...per('server CPU per delivered copy', 'µs', copyMicros),
    ...tiers.flatMap((tier) => per(`CPU of ${tier} per message`, 'µs', ({ run }) => run.cpuMicrosPerMessage[tier] ?? 0)),
  ];
}

function verdicts(samples: readonly Sample[]): Verdict[] {
  const rate = Math.max(...RATES);
  return KINDS.flatMap((kind) => [
    atMost(MAX_P99_MS, {
      target: 'P6',
      claim: `P99 of a ${kind} of ${ONLINE} online at ${rate}/s`,
      runs: of(samples, kind, rate).map(p(99)),
      unit: 'ms',
    }),
    atMost(
      MAX_COPY_MICROS,
      { target: 'P6', claim: `server CPU per copy in a ${kind} at ${rate}/s`, runs: of(samples, kind, rate).map(copyMicros), unit: 'µs' },
      NEXT_COPY_MICROS,
    ),
  ]);
}

const notes = ({ kind, rate, round, run, conversation }: Sample): string[] =>
  remarks(run, conversation).map((why) => `${kind} at ${rate}/s in round ${round}: ${why}`);
