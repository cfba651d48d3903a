import { cpuMicros, usedSince } from './cpu-micros.ts';
import { machineBusyMicros } from './machine-busy-micros.ts';

export interface Usage {
  /** CPU of each server with its children. */
  readonly servers: Readonly<Record<string, number>>;
  /** CPU of everything else on the machine, this process aside: generators, and whoever shares the machine. */
  readonly othersMicros: number;
}

/** Begins to measure; the result ends it. `roots` is asked twice, because servers are restarted. */
export function measureUsage(roots: () => Readonly<Record<string, number>>): () => Usage {
  const before = sample(roots());
  return () => {
    const after = sample(roots());
    const servers = usedSince(before.servers, after.servers);
    const ours = Object.values(servers).reduce((sum, micros) => sum + micros, after.self - before.self);
    return { servers, othersMicros: Math.max(0, after.machine - before.machine - ours) };
  };
}

interface Sample {
  readonly servers: Readonly<Record<string, number>>;
  readonly machine: number;
  readonly self: number;
}

function sample(roots: Readonly<Record<string, number>>): Sample {
  const { user, system } = process.cpuUsage();
  return { machine: machineBusyMicros(), servers: cpuMicros(roots), self: user + system };
}
