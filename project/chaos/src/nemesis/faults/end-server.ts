import type { FaultKind } from '../fault.ts';

/** PostgreSQL, Redis or NATS ends and comes back on its port: PostgreSQL with its data, the others empty. */
export const endServer =
  (server: 'postgres' | 'redis' | 'nats', signal: 'SIGKILL' | 'SIGTERM', longestMs: number): FaultKind =>
  ({ between }) => {
    const downMs = between(50, longestMs);
    return {
      name: `${signal} ${server}, down ${downMs} ms`,
      part: server,
      kill: signal === 'SIGKILL',
      run({ world }) {
        switch (server) {
          case 'postgres':
            // Fast, not smart: the tiers would hold their connections for ever.
            return world.restartPostgres({ signal: signal === 'SIGKILL' ? signal : 'SIGINT', downMs });
          case 'redis':
            return world.restartRedis(downMs, signal);
          case 'nats':
            return world.restartNats(downMs, signal);
        }
      },
    };
  };
