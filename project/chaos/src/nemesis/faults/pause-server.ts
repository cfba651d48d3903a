import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../../../../../scripts/testing/world.ts';
import type { FaultKind } from '../fault.ts';

type Server = 'postgres' | 'redis' | 'nats';

/** It accepts connections and answers nothing, then goes on. */
export const pauseServer =
  (server: Server, longestMs: number): FaultKind =>
  ({ between }) => {
    const forMs = between(300, longestMs);
    return {
      name: `pause ${server} for ${forMs} ms`,
      part: server,
      kill: false,
      async run({ world }) {
        const go = stop(world, server);
        await sleep(forMs);
        go();
      },
    };
  };

function stop(world: World, server: Server): () => void {
  if (server !== 'postgres') {
    const process = server === 'redis' ? world.redis() : world.nats();
    process.kill('SIGSTOP');
    return () => process.kill('SIGCONT');
  }
  const { postgres } = world;
  if (postgres === undefined) throw new Error(`only a world's own PostgreSQL may be paused`);
  postgres.freeze();
  return () => postgres.thaw();
}
