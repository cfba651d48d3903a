import type { Clock } from '@godwit/shared/clock';

interface Task {
  readonly dueMs: number;
  readonly order: number;
  readonly run: () => void;
  cancelled: boolean;
}

const START_MS = Date.UTC(2026, 10, 1);
/** Turns that promise chains get between two tasks. A chain that needs more goes on beside the next task: that is allowed asynchrony. */
const TURNS = 12;

/** Simulated time: a heap of tasks, run in order of time, promises in between. */
export class Scheduler implements Clock {
  readonly #heap: Task[] = [];
  #elapsedMs = 0;
  #order = 0;

  now(): number {
    return START_MS + this.#elapsedMs;
  }

  monotonic(): number {
    return this.#elapsedMs;
  }

  setTimeout(run: () => void, ms: number): () => void {
    const task: Task = { dueMs: this.#elapsedMs + Math.max(0, ms), order: (this.#order += 1), run, cancelled: false };
    this.#push(task);
    return () => {
      task.cancelled = true;
    };
  }

  async advance(ms: number): Promise<void> {
    const endMs = this.#elapsedMs + ms;
    await turns();
    for (let task = this.#heap[0]; task !== undefined && task.dueMs <= endMs; task = this.#heap[0]) {
      this.#pop();
      if (task.cancelled) continue;
      this.#elapsedMs = task.dueMs;
      task.run();
      await turns();
    }
    this.#elapsedMs = endMs;
  }

  #push(task: Task): void {
    const heap = this.#heap;
    let at = heap.push(task) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(task, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = task;
  }

  #pop(): void {
    const heap = this.#heap;
    const task = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, task)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = task;
  }
}

const before = (a: Task, b: Task): boolean => a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);

async function turns(): Promise<void> {
  for (let i = 0; i < TURNS; i += 1) await Promise.resolve();
}
