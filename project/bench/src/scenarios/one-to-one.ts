import { startArms } from '../start-arms.ts';
import type { BenchContext, Scenario, ScenarioResult } from '../scenario.ts';
import { figures } from './one-to-one/figures.ts';
import { plots } from './one-to-one/plots.ts';
import { type RoundPlan, runRounds } from './one-to-one/run-rounds.ts';
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
const QUICK: RoundPlan = { ...FULL, rates: [1_000, 4_000], maxRate: { ejabberd: 1_000 }, primingSeconds: 2, warmupSeconds: 1, seconds: 3 };
/** From here on somebody else's work shows in the figures. */
const NOTABLE_CORES = 0.2;

export const oneToOne: Scenario = {
  name: 'one-to-one',
  about:
    'messages of 120 bytes between 100 pairs of users at rising rates: latency from the scheduled time, CPU of every tier, nothing lost',
  targets: ['P1', 'P2', 'P3', 'P14'],
  quick: true,
  async run(context) {
    const { running, missing, close } = await startArms(context.arms, context);
    try {
      const samples = new SampleSet(await runRounds(running, context.quick ? QUICK : FULL, context));
      const notes = [...missing.map(({ name, why }) => `without ${name}: ${why}`), ...remarks(samples, context)];
      return { figures: figures(samples), plots: plots(samples), verdicts: verdicts(samples), notes } satisfies ScenarioResult;
    } finally {
      await close();
    }
  },
};

function remarks(samples: SampleSet, { quick }: BenchContext): string[] {
  const disturbed = samples.all.filter(({ run }) => run.othersCores > NOTABLE_CORES);
  const mostCores = Math.max(0, ...disturbed.map(({ run }) => run.othersCores));
  return [
    ...samples.all.flatMap(({ arm, rate, round, run }) => run.voids.map((why) => `void: ${arm} at ${rate}/s in round ${round}: ${why}`)),
    ...samples.all.flatMap(({ arm, rate, round, run }) => run.wrongs.map((why) => `wrong: ${arm} at ${rate}/s in round ${round}: ${why}`)),
    ...samples.all.flatMap(({ arm, rate, round, run }) =>
      run.delivered < run.scheduled
        ? [`not delivered: ${arm} at ${rate}/s in round ${round}: ${run.scheduled - run.delivered} of ${run.scheduled} messages`]
        : [],
    ),
    ...(disturbed.length === 0
      ? []
      : [
          `others used up to ${mostCores.toFixed(1)} cores during ${disturbed.length} of ${samples.all.length} runs: read ratios, not times`,
        ]),
    ...(quick ? ['P1 and P3 need higher rates than those of --quick'] : []),
    ...(samples.arms.includes('socketio') ? [] : ['P2 needs the arm socketio']),
  ];
}
