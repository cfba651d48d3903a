// Hop 8: frames of one lane on their way to the peer. All frames of a turn leave in one write, and the next write starts
// only when the last was taken (C19). Bound: the session's SendBudget; over it the session ends as SLOW_CONSUMER.
import { guard } from '@godwit/shared/guard';
import type { Lane } from '../transport.js';
import type { FlushTurn } from './flush-turn.js';
import type { SendBudget } from './send-budget.js';

/** A queued view of a larger buffer is copied when it keeps this many times its own size alive. */
const RETAIN_FACTOR = 4;

export interface SendQueueOptions {
  readonly lane: Lane;
  readonly budget: SendBudget;
  readonly turn: FlushTurn;
  readonly now: () => number;
  /** The peer's side of the connection has taken so many frames, in so many ms. */
  readonly onWritten: (ms: number, frames: number) => void;
  /** A write failed: the peer is gone. */
  readonly onFailed: () => void;
}

type Writing = { readonly bytes: number; readonly frames: number; readonly since: number };

export class SendQueue {
  readonly #options: SendQueueOptions;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #writing: Writing | undefined;

  constructor(options: SendQueueOptions) {
    this.#options = options;
  }

  /** Monotonic time since when the peer has not taken a write; undefined = none is under way. */
  get writingSince(): number | undefined {
    return this.#writing?.since;
  }

  /** The frame with its length prefix. False: the session has too much queued, nothing was added. */
  push(frame: Uint8Array): boolean {
    if (!this.#options.budget.take(frame.length)) return false;
    this.#append(frame);
    return true;
  }

  /** For the last frame of a session: past the budget, and instead of what waits when `dropping`. */
  pushLast(frame: Uint8Array, dropping: boolean): void {
    if (dropping) this.clear();
    this.#options.budget.force(frame.length);
    this.#append(frame);
  }

  /** Forgets what has not been handed over. */
  clear(): void {
    this.#options.budget.give(this.#pending.length, this.#pendingBytes);
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  /** Called at the end of the turn. */
  flush(): void {
    if (this.#writing === undefined && this.#pending.length > 0) guard(this.#write());
  }

  #append(frame: Uint8Array): void {
    const waits = this.#writing !== undefined;
    this.#pending.push(waits && frame.buffer.byteLength > RETAIN_FACTOR * frame.length ? frame.slice() : frame);
    this.#pendingBytes += frame.length;
    if (!waits && this.#pending.length === 1) this.#options.turn.add(this);
  }

  async #write(): Promise<void> {
    const { lane, budget, now, onWritten, onFailed } = this.#options;
    try {
      while (this.#pending.length > 0) {
        const frames = this.#pending;
        const writing = { bytes: this.#pendingBytes, frames: frames.length, since: now() };
        this.#pending = [];
        this.#pendingBytes = 0;
        this.#writing = writing;
        try {
          await lane.write(frames);
          onWritten(now() - writing.since, writing.frames);
        } finally {
          budget.give(writing.frames, writing.bytes);
        }
      }
      this.#writing = undefined;
    } catch {
      this.clear();
      onFailed();
    }
  }
}
