/**
 * Hop 6: group commit. What has gathered while a batch was under way is the next batch.
 *
 * - Idle costs no delay: the first entry is committed at once. The busier it is, the longer the next batch gathers, up to 3 ms:
 *   transactions, wake-ups and envelopes are paid per batch.
 * - Normally one batch is under way. One that is slow (a held row, a stalled disk) does not hold up the others: after 20 ms the next
 *   begins beside it, on another connection, with other conversations. A conversation is never in two batches at a time.
 *
 * Bound: `lanes` batches under way; what waits is bounded by waiting-entries.ts, then enqueue() refuses (OVERLOADED).
 */
import type { Clock } from '@godwit/shared/clock';
import type { Id } from '@godwit/shared/ids/id';
import type { PendingEntry } from './pending-entry.js';
import { WaitingEntries } from './waiting-entries.js';

const SLOW_MS = 20;
const MAX_GATHER_MS = 3;
const ENTRIES_PER_GATHER_MS = 2;

export interface BatchDone {
  /** Entries that must go into the next batch. */
  readonly again: readonly PendingEntry[];
  /** Pushes and acknowledges what was committed; runs beside the next commit, never beside the next publish. Must not reject. */
  readonly publish: () => Promise<void>;
}

/** Checks and stores a batch. Must not reject. */
export type CommitBatch = (batch: readonly PendingEntry[]) => Promise<BatchDone>;

export interface CommitLanesOptions {
  readonly commit: CommitBatch;
  /** Batches under way at a time, at most. */
  readonly lanes: number;
  readonly batchEntries: number;
  readonly clock: Clock;
}

interface Batch {
  readonly conversationIds: ReadonlySet<Id>;
  readonly entries: number;
  readonly beganMs: number;
}

export class CommitLanes {
  readonly #options: CommitLanesOptions;
  readonly #waiting: WaitingEntries;
  readonly #underWay = new Set<Batch>();
  #newest: Batch | undefined;
  #cancelWake: (() => void) | undefined;
  #publishing = Promise.resolve();
  #finished: PromiseWithResolvers<void> | undefined;

  constructor(options: CommitLanesOptions) {
    this.#options = options;
    this.#waiting = new WaitingEntries(options.batchEntries);
  }

  /** That wait for a commit. */
  get entries(): number {
    return this.#waiting.count;
  }

  get bytes(): number {
    return this.#waiting.bytes;
  }

  /** All or nothing. False: full. */
  enqueue(entries: readonly PendingEntry[]): boolean {
    if (!this.#waiting.push(entries)) return false;
    if (this.#cancelWake === undefined) this.#wakeLater();
    return true;
  }

  /** Resolves when everything enqueued is committed or given up, and published. */
  async finish(): Promise<void> {
    if (this.#waiting.count === 0 && this.#underWay.size === 0) return this.#publishing;
    this.#finished ??= Promise.withResolvers();
    return this.#finished.promise;
  }

  /** When the next batch may begin, in monotonic ms. Infinity: not before one is done. */
  #nextMs(): number {
    if (this.#newest === undefined) return 0;
    const { beganMs, entries } = this.#newest;
    if (this.#underWay.size === 0) return beganMs + gatherMs(entries);
    return this.#underWay.size < this.#options.lanes ? beganMs + SLOW_MS : Infinity;
  }

  /** Even without a delay in a later turn: what arrives with this network read joins the batch. */
  #wakeLater(): void {
    const { clock } = this.#options;
    const inMs = this.#nextMs() - clock.monotonic();
    if (inMs === Infinity) return;
    const wake = (): void => {
      this.#cancelWake = undefined;
      this.#begin();
    };
    if (inMs > 0) this.#cancelWake = clock.setTimeout(wake, inMs);
    else {
      const immediate = setImmediate(wake);
      this.#cancelWake = () => {
        clearImmediate(immediate);
      };
    }
  }

  #begin(): void {
    const batch = this.#waiting.take(this.#busy());
    if (batch.length === 0) return;
    const conversationIds = new Set(batch.map(({ request }) => request.conversationId));
    this.#newest = { conversationIds, entries: batch.length, beganMs: this.#options.clock.monotonic() };
    this.#underWay.add(this.#newest);
    void this.#run(this.#newest, batch);
    if (this.#waiting.count > 0) this.#wakeLater();
  }

  #busy(): ReadonlySet<Id> {
    return this.#underWay.size === 0 ? NONE : new Set([...this.#underWay].flatMap(({ conversationIds }) => [...conversationIds]));
  }

  /** A lane is free again when the batches before it are published: so at most `lanes` batches wait for that. */
  async #run(batch: Batch, entries: readonly PendingEntry[]): Promise<void> {
    const { again, publish } = await this.#options.commit(entries);
    this.#waiting.putBack(again);
    const before = this.#publishing;
    this.#publishing = before.then(publish);
    await before;
    this.#underWay.delete(batch);
    this.#goOn();
  }

  #goOn(): void {
    if (this.#waiting.count > 0) {
      this.#cancelWake?.();
      this.#cancelWake = undefined;
      this.#wakeLater();
    } else if (this.#underWay.size === 0) {
      this.#finished?.resolve(this.#publishing);
      this.#finished = undefined;
    }
  }
}

const NONE: ReadonlySet<Id> = new Set();

/** How long a batch gathers, in whole ms from the beginning of the one before it; it grows to the maximum from about 2,000 entries/s on. */
const gatherMs = (entriesBefore: number): number => Math.min(MAX_GATHER_MS, Math.floor(entriesBefore / ENTRIES_PER_GATHER_MS));
