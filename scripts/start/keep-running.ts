// Keeps one process running (C26): the first start must succeed, afterwards a process that ends is started again after a
// back-off of 0.5 s, doubled up to 30 s for as long as it does not stay up for a minute.
import { setTimeout as sleep } from 'node:timers/promises';

const BASE_MS = 500;
const MAX_MS = 30_000;
const STABLE_MS = 60_000;

export interface Running {
  readonly pid: number;
  readonly exited: Promise<number>;
  stop(): Promise<unknown>;
}

export interface KeepOptions<T extends Running> {
  readonly name: string;
  start(): Promise<T>;
  /** After every start. */
  onUp(running: T): void;
  onDown(): void;
  say(line: string): void;
}

export interface Kept<T extends Running> {
  /** The first process. */
  readonly first: T;
  stop(): Promise<void>;
}

export async function keepRunning<T extends Running>(options: KeepOptions<T>): Promise<Kept<T>> {
  const first = await options.start();
  const stopping = new AbortController();
  const loop = watch(first, options, stopping.signal);
  return {
    first,
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}

async function watch<T extends Running>(first: T, options: KeepOptions<T>, stopping: AbortSignal): Promise<void> {
  const stopped = new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve()));
  let failures = 0;
  for (let current: T | undefined = first; current !== undefined;) {
    options.onUp(current);
    const since = performance.now();
    await Promise.race([current.exited, stopped]);
    if (stopping.aborted) await current.stop();
    options.onDown();
    if (stopping.aborted) return;
    failures = performance.now() - since > STABLE_MS ? 1 : failures + 1;
    options.say(`${options.name} ended with ${await current.exited}`);
    current = await startAgain(options, failures, stopping);
  }
}

/** undefined = stopped while waiting. */
async function startAgain<T extends Running>(
  { name, start, say }: KeepOptions<T>,
  failures: number,
  stopping: AbortSignal,
): Promise<T | undefined> {
  for (let count = failures; ; count++) {
    await sleep(restartDelayMs(count), undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) return undefined;
    try {
      const running = await start();
      say(`${name} runs again`);
      return running;
    } catch (error) {
      say(`${name} did not start again: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** `failures` counts from 1. */
export const restartDelayMs = (failures: number): number => Math.min(MAX_MS, BASE_MS * 2 ** (failures - 1));
