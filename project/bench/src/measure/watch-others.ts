import { cpuMicros } from './cpu-micros.ts';
import { machineBusyMicros } from './machine-busy-micros.ts';

/** Begins to measure; the result tells how many cores were kept busy since by processes that neither are this one nor descend from it. */
export function watchOthers(): () => number {
  const begun = performance.now();
  const before = othersMicros();
  return () => Math.max(0, othersMicros() - before) / 1000 / (performance.now() - begun);
}

const othersMicros = (): number => machineBusyMicros() - (cpuMicros({ ours: process.pid })['ours'] ?? 0);
