import type { Clock } from '../clock.js';

interface FakeTimer {
  readonly dueMs: number;
  readonly order: number;
  readonly fn: () => void;
}

/** A Clock that stands still until a test moves it. Timers with the same due time run in the order they were set. */
export class FakeClock implements Clock {
  #wallOffsetMs: number;
  #elapsedMs = 0;
  #order = 0;
  readonly #timers = new Set<FakeTimer>();

  constructor(startMs: number = Date.UTC(2026, 10, 1)) {
    this.#wallOffsetMs = startMs;
  }

  now(): number {
    return this.#wallOffsetMs + this.#elapsedMs;
  }

  monotonic(): number {
    return this.#elapsedMs;
  }

  setTimeout(fn: () => void, ms: number): () => void {
    const timer: FakeTimer = { dueMs: this.#elapsedMs + Math.max(0, ms), order: this.#order++, fn };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Timers that wait; a test that ends with some has leaked them. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Moves the wall clock alone, as an NTP step does; negative goes back. */
  jump(ms: number): void {
    this.#wallOffsetMs += ms;
  }

  /** Moves time by `ms`, running due timers in order; promises settle before each timer and before it returns. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#elapsedMs + ms;
    await settle();
    for (let timer = this.#nextDue(endMs); timer !== undefined; timer = this.#nextDue(endMs)) {
      this.#timers.delete(timer);
      this.#elapsedMs = timer.dueMs;
      timer.fn();
      await settle();
    }
    this.#elapsedMs = endMs;
  }

  #nextDue(endMs: number): FakeTimer | undefined {
    let next: FakeTimer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueMs > endMs) continue;
      if (next === undefined || timer.dueMs < next.dueMs || (timer.dueMs === next.dueMs && timer.order < next.order)) next = timer;
    }
    return next;
  }
}

/** One turn of the event loop: every promise chain that waits for nothing outside has run. */
const settle = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
