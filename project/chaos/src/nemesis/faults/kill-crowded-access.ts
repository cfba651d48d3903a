import { metric } from '../../hostile/target.ts';
import type { FaultKind } from '../fault.ts';
import { supervised } from './supervised.ts';

/** The access node with most devices dies: after a restart the other one has them all, and the death of an empty node shows nothing. */
export const killCrowdedAccess: FaultKind = ({ between }) => {
  const downMs = between(500, 1_500);
  return {
    name: `SIGKILL the access node with most devices, down ${downMs} ms`,
    part: 'access',
    kill: true,
    async run({ world }) {
      const sessions = await Promise.all(world.access.map((node) => metric(node, 'access_sessions')));
      const crowded = world.access[sessions.indexOf(Math.max(...sessions))];
      if (crowded === undefined) throw new Error(`no access node tells how many sessions it has: ${sessions.join(' ')}`);
      await supervised(() => world.restart(crowded, { signal: 'SIGKILL', downMs }));
    },
  };
};
