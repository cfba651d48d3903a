import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultKind } from '../fault.ts';

/** One process of a tier stands still, as on a machine that is too busy, and goes on with what it remembers. */
export const pauseTier =
  (tier: 'access' | 'logic' | 'web', nodes: number, longestMs: number): FaultKind =>
  ({ between }) => {
    const node = between(1, nodes);
    const forMs = between(300, longestMs);
    return {
      name: `pause ${tier} ${node} for ${forMs} ms`,
      part: tier,
      kill: false,
      async run({ world }) {
        const process = world[tier][node - 1];
        if (process === undefined) throw new Error(`there is no ${tier} ${node}`);
        process.kill('SIGSTOP');
        await sleep(forMs);
        process.kill('SIGCONT');
      },
    };
  };
