import { setTimeout as sleep } from 'node:timers/promises';
import { ChildFailed } from '../../../../../scripts/servers/child-process.ts';
import type { FaultKind } from '../fault.ts';

const ATTEMPTS = 20;
const RETRY_MS = 500;

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

/** A process that cannot start, because another fault holds what it needs, is started again, as a supervisor does. */
async function supervised(start: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await start();
      return;
    } catch (error) {
      if (!(error instanceof ChildFailed) || attempt === ATTEMPTS) throw error;
      await sleep(RETRY_MS);
    }
  }
}
