import { startArms } from '../start-arms.ts';
import type { BenchContext, Scenario } from '../scenario.ts';
import { figures } from './one-to-one/figures.ts';
import { plots } from './one-to-one/plots.ts';
import { type RoundPlan, runRounds, type Sample } from './one-to-one/run-rounds.ts';
import { SampleSet } from './one-to-one/sample-set.ts';
import { verdicts } from './one-to-one/verdicts.ts';

const FULL: RoundPlan = {
  pairs: 100,
  rates: [1_000, 2_000, 4_000, 8_000, 10_000, 12_000],
  maxRate: { ejabberd: 2_000 },
  primingRate: 4_000,
  primingSeconds: 5,
  warmupSeconds: 2,
  seconds: 8,
};
const QUICK: RoundPlan = { ...FULL, rates: [1_000, 4_000], maxRate: { ejabberd: 1_000 }, primingSeconds: 1, warmupSeconds: 1, seconds: 3 };

export const oneToOne: Scenario = {
  name: 'one-to-one',
  about:
    'messages of 120 bytes between 100 pairs of users at rising rates: latency from the scheduled time, CPU of every tier, nothing lost',
  targets: ['P1', 'P2', 'P3', 'P14'],
  quick: true,
  async run(context) {
    const { running, missing, close } = await startArms(context.arms, context);
    try {
      const plan = context.quick ? QUICK : FULL;
      const samples = new SampleSet(await runRounds(running, { ...plan, rates: context.rates ?? plan.rates }, context));
      const notes = [...missing.map(({ name, why }) => `without ${name}: ${why}`), ...remarks(samples, context)];
      return { figures: figures(samples), plots: plots(samples), verdicts: verdicts(samples), notes };
    } finally {
      await close();
    }
  },
};

function remarks(samples: SampleSet, { quick }: BenchContext): string[] {
  const lost = ({ run }: Sample): string[] =>
    run.delivered < run.scheduled ? [`${run.scheduled - run.delivered} of ${run.scheduled} messages were not delivered`] : [];
  const strange = samples.all.flatMap((sample) => {
    const { arm, rate, round, run } = sample;
    return [...run.voids.map((why) => `void, ${why}`), ...run.wrongs, ...lost(sample)].map(
      (why) => `${arm} at ${rate}/s, round ${round}: ${why}`,
    );
  });
  return [
    ...strange,
    ...(quick ? ['P1 and P3 need higher rates than those of --quick'] : []),
    ...(samples.arms.includes('socketio') ? [] : ['P2 needs the arm socketio']),
  ];
}
