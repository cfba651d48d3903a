// The one timer of the process: deadlines of sessions, leases, publishers, hints, the certificate. Nothing else ticks.
// C17: a process whose loop stood still is no longer what the others think it is; it closes its sessions before it does anything else.
import type { Clock } from '@godwit/shared/clock';
import type { Registry } from './registry.js';

export interface SweepOptions {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly everyMs: number;
  readonly blockedMs: number;
  readonly onBlocked: (ms: number) => void;
  /** What else is due now and then; must not throw or block. */
  readonly chores: readonly ((now: number) => void)[];
}

/** Returns the stop. */
export function startSweep({ clock, registry, everyMs, blockedMs, onBlocked, chores }: SweepOptions): () => void {
  let last = clock.monotonic();
  let cancel = clock.setTimeout(run, everyMs);

  function run(): void {
    const now = clock.monotonic();
    const stoodMs = now - last - everyMs;
    last = now;
    cancel = clock.setTimeout(run, everyMs);
    if (stoodMs > blockedMs) {
      onBlocked(stoodMs);
      for (const session of registry.sessions()) session.end('NODE_ISOLATED');
    }
    const tick = { on: 'tick', now, epochNow: clock.now() } as const;
    for (const session of registry.sessions()) session.look(tick);
    for (const chore of chores) chore(now);
  }

  return () => {
    cancel();
  };
}

/** A chore that runs at most this often. */
export function every(ms: number, chore: () => void): (now: number) => void {
  let last = -Infinity;
  return (now) => {
    if (now - last < ms) return;
    last = now;
    chore();
  };
}
