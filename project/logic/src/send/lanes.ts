// Hop 6: group commit without timers. A lane commits what has gathered as soon as its previous batch is done.
// Bound: all lanes together hold 10,000 entries or 64 MB, then enqueue() refuses (OVERLOADED); a batch has ≤ COMMIT_BATCH_ENTRIES entries (256), ≤ 512 KB.
import type { Id } from '@godwit/shared/ids/id';
import { idempotencyKey, type PendingEntry } from './pending-entry.js';

export const MAX_QUEUED_ENTRIES = 10_000;
export const MAX_QUEUED_BYTES = 64 * 1024 * 1024;
const MAX_BATCH_ENTRIES = 256;
const MAX_BATCH_BYTES = 512 * 1024;

export interface BatchDone {
  /** Entries that must go into the next batch. */
  readonly again: readonly PendingEntry[];
  /** Pushes and acknowledges what was committed; runs beside the next commit, never beside the next publish. Must not reject. */
  readonly publish: () => Promise<void>;
}

/** Checks and stores a batch. Must not reject. */
export type CommitBatch = (batch: readonly PendingEntry[]) => Promise<BatchDone>;

/** Chosen by conversation: two lanes never wait for each other's rows. */
export class CommitLanes {
  readonly #lanes: readonly CommitLane[];

  constructor(count: number, commit: CommitBatch, batchEntries = MAX_BATCH_ENTRIES) {
    const limits = { entries: MAX_QUEUED_ENTRIES / count, bytes: MAX_QUEUED_BYTES / count, batchEntries };
    this.#lanes = Array.from({ length: count }, () => new CommitLane(commit, limits));
  }

  get entries(): number {
    return this.#lanes.reduce((sum, lane) => sum + lane.entries, 0);
  }

  get bytes(): number {
    return this.#lanes.reduce((sum, lane) => sum + lane.bytes, 0);
  }

  /** All or nothing. False: full. */
  enqueue(conversationId: Id, entries: readonly PendingEntry[]): boolean {
    return this.#lanes[hash(conversationId) % this.#lanes.length]!.enqueue(entries);
  }

  /** Resolves when everything enqueued is committed or given up. */
  async finish(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.idle));
  }
}

/** Not the id itself: snowflakes made at a low rate end in the same bits. */
function hash(id: Id): number {
  let h = 0;
  for (let i = 0; i < id.length; i++) h = (Math.imul(h, 31) + id.charCodeAt(i)) | 0;
  return (h ^ (h >>> 15)) >>> 0;
}

interface LaneLimits {
  readonly entries: number;
  readonly bytes: number;
  readonly batchEntries: number;
}

class CommitLane {
  readonly #commit: CommitBatch;
  readonly #limits: LaneLimits;
  #queue: PendingEntry[] = [];
  #bytes = 0;
  #running: Promise<void> | undefined;

  constructor(commit: CommitBatch, limits: LaneLimits) {
    this.#commit = commit;
    this.#limits = limits;
  }

  get entries(): number {
    return this.#queue.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get idle(): Promise<void> {
    return this.#running ?? Promise.resolve();
  }

  enqueue(entries: readonly PendingEntry[]): boolean {
    const bytes = bytesOf(entries);
    if (this.#queue.length + entries.length > this.#limits.entries || this.#bytes + bytes > this.#limits.bytes) return false;
    this.#queue.push(...entries);
    this.#bytes += bytes;
    this.#running ??= this.#run();
    return true;
  }

  /** Begins in a later turn: what arrives with this network read joins the first batch. */
  async #run(): Promise<void> {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    let publishing: Promise<void> | undefined;
    while (this.#queue.length > 0) {
      const { again, publish } = await this.#commit(this.#take());
      this.#putBack(again);
      await publishing;
      publishing = publish();
      if (this.#queue.length === 0) await publishing;
    }
    this.#running = undefined;
  }

  #take(): PendingEntry[] {
    const size = batchSize(this.#queue, this.#limits.batchEntries);
    const batch = this.#queue.slice(0, size);
    this.#queue = this.#queue.slice(size);
    this.#bytes -= bytesOf(batch);
    return batch;
  }

  /** In front: what a sender sent later must not overtake. */
  #putBack(entries: readonly PendingEntry[]): void {
    if (entries.length === 0) return;
    this.#queue = [...entries, ...this.#queue];
    this.#bytes += bytesOf(entries);
  }
}

const bytesOf = (entries: readonly PendingEntry[]): number => entries.reduce((sum, { entry }) => sum + entry.body.length, 0);

/** How many from the front fit into one batch, at least 1. It ends before an id that is in it already, so a copy meets the committed row. */
export function batchSize(queue: readonly PendingEntry[], maxEntries = MAX_BATCH_ENTRIES): number {
  const keys = new Set<string>();
  let bytes = 0;
  for (const pending of queue) {
    bytes += pending.entry.body.length;
    const key = idempotencyKey(pending);
    if (keys.has(key) || keys.size === maxEntries || (keys.size > 0 && bytes > MAX_BATCH_BYTES)) break;
    keys.add(key);
  }
  return keys.size;
}
