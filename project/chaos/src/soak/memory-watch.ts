import { readFileSync } from 'node:fs';

const SAMPLE_MS = 5_000;
const WINDOWS = 12;
/** Windows at the start that fill caches and compile code. */
const WARM_UP_WINDOWS = 4;
const HOUR_MS = 3_600_000;

interface Sample {
  readonly atMs: number;
  readonly bytes: number;
}

/** Resident memory of processes over time (Linux). */
export class MemoryWatch {
  readonly #processes: Readonly<Record<string, number>>;
  readonly #samples = new Map<string, Sample[]>();
  readonly #timer: NodeJS.Timeout;

  constructor(processes: Readonly<Record<string, number>>) {
    this.#processes = processes;
    this.#timer = setInterval(() => this.#sample(), SAMPLE_MS);
    this.#sample();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Growth after warming up. Of each window only the lowest counts, because collectors let memory rise and fall. */
  bytesPerHour(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#samples].map(([name, samples]) => [name, slope(lowest(samples)) * HOUR_MS]));
  }

  #sample(): void {
    for (const [name, pid] of Object.entries(this.#processes)) {
      const samples = this.#samples.get(name) ?? [];
      this.#samples.set(name, samples);
      samples.push({ atMs: Date.now(), bytes: residentBytes(pid) });
    }
  }
}

function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

export function lowest(samples: readonly Sample[]): readonly Sample[] {
  const size = Math.max(1, Math.floor(samples.length / WINDOWS));
  const windows = Array.from({ length: Math.floor(samples.length / size) }, (_, n) => samples.slice(n * size, (n + 1) * size));
  return windows.slice(WARM_UP_WINDOWS).map((window) => window.reduce((low, sample) => (sample.bytes < low.bytes ? sample : low)));
}

/** Bytes per ms, by least squares; 0 for fewer than two samples. */
export function slope(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const atMs = mean(samples.map((sample) => sample.atMs));
  const bytes = mean(samples.map((sample) => sample.bytes));
  const spread = samples.reduce((sum, sample) => sum + (sample.atMs - atMs) ** 2, 0);
  return spread === 0 || samples.length < 2 ? 0 : samples.reduce((sum, s) => sum + (s.atMs - atMs) * (s.bytes - bytes), 0) / spread;
}
