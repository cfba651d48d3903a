import type { FaultKind } from '../fault.ts';
import { supervised } from './supervised.ts';

/** One process of a tier dies, or is told to end, and comes back under its name and ports. */
export const endTier =
  (tier: 'access' | 'logic' | 'web', nodes: number, signal: 'SIGKILL' | 'SIGTERM'): FaultKind =>
  ({ between }) => {
    const node = between(1, nodes);
    const downMs = between(50, 1_500);
    return {
      name: `${signal} ${tier} ${node}, down ${downMs} ms`,
      part: tier,
      kill: signal === 'SIGKILL',
      async run({ world }) {
        const process = world[tier][node - 1];
        if (process === undefined) throw new Error(`there is no ${tier} ${node}`);
        await supervised(() => world.restart(process, { signal, downMs }));
      },
    };
  };
