import type { Scenario } from '../scenario.ts';

export const oneToOne: Scenario = {
  name: 'one-to-one',
  about: 'messages between pairs of users at rising rates: latency from the scheduled time, CPU of every tier, nothing lost',
  targets: ['P1', 'P2', 'P3', 'P14'],
  quick: true,
  run: () => Promise.resolve({ figures: [], plots: [], verdicts: [], notes: ['not built yet'] }),
};
