import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from '../ledger/ledger.ts';
import type { Battlefield, Fault, Part } from './fault.ts';

const POLL_MS = 50;
/** A fault comes after so long even if it is not due, so that a system that stands still does not end the faults. */
const LATEST_MS = 20_000;

export interface FaultOptions {
  readonly field: Battlefield;
  readonly ledger: Ledger;
  /** So many at once, each of another part. */
  readonly atOnce: number;
  /** Whether it is time for the n-th, from 1. */
  readonly due: (n: number) => boolean;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface FaultRun {
  readonly fault: string;
  /** ms since 1970 */
  readonly fromMs: number;
  readonly toMs: number;
}

/** Runs all of them, in order as far as their parts are free. A fault that cannot be made or healed ends the run. */
export async function runFaults(faults: readonly Fault[], options: FaultOptions): Promise<readonly FaultRun[]> {
  const { field, ledger, atOnce, progress, signal } = options;
  const waiting = [...faults];
  const runs: FaultRun[] = [];
  const busy = new Set<Part>();
  const next = (): Fault | undefined => {
    const index = waiting.findIndex(({ part }) => !busy.has(part));
    return index < 0 ? undefined : waiting.splice(index, 1)[0];
  };
  let claimed = 0;
  const work = async (): Promise<void> => {
    while (claimed < faults.length) {
      const n = (claimed += 1);
      await untilDue(options, n);
      let fault = next();
      for (; fault === undefined; fault = next()) await sleep(POLL_MS, undefined, { signal });
      busy.add(fault.part);
      progress(`fault ${n} of ${faults.length}: ${fault.name}`);
      ledger.write({ do: 'fault', fault: fault.name });
      const fromMs = Date.now();
      await fault.run(field);
      ledger.write({ do: 'heal', fault: fault.name });
      runs.push({ fault: fault.name, fromMs, toMs: Date.now() });
      busy.delete(fault.part);
    }
  };
  const workers = Array.from({ length: atOnce }, work);
  // Nothing is still being healed when this rejects: the world may be closed then.
  await Promise.allSettled(workers);
  await Promise.all(workers);
  return runs;
}

async function untilDue({ due, signal }: FaultOptions, n: number): Promise<void> {
  for (const end = Date.now() + LATEST_MS; !due(n) && Date.now() < end;) await sleep(POLL_MS, undefined, { signal });
}
