// Hop 6: entries that wait for a commit, in the order in which they came.
// Bound: 10,000 entries or 64 MB, then push() refuses; a batch has at most `batchEntries` entries, 512 KB.
import type { Id } from '@godwit/shared/ids/id';
import { idempotencyKey, type PendingEntry } from './pending-entry.js';

export const MAX_WAITING_ENTRIES = 10_000;
export const MAX_WAITING_BYTES = 64 * 1024 * 1024;
const MAX_BATCH_BYTES = 512 * 1024;

export class WaitingEntries {
  readonly #batchEntries: number;
  #entries: PendingEntry[] = [];
  #bytes = 0;

  constructor(batchEntries: number) {
    this.#batchEntries = batchEntries;
  }

  get count(): number {
    return this.#entries.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** All or nothing. False: full. */
  push(entries: readonly PendingEntry[]): boolean {
    const bytes = bytesOf(entries);
    if (this.#entries.length + entries.length > MAX_WAITING_ENTRIES || this.#bytes + bytes > MAX_WAITING_BYTES) return false;
    this.#entries.push(...entries);
    this.#bytes += bytes;
    return true;
  }

  /** In front: what a sender sent later must not overtake. */
  putBack(entries: readonly PendingEntry[]): void {
    if (entries.length === 0) return;
    this.#entries = [...entries, ...this.#entries];
    this.#bytes += bytesOf(entries);
  }

  /**
   * The next batch, without the conversations that are busy; empty when there is nothing else. It ends before an id that is in it
   * already, so that a copy meets the committed row. Nothing of a conversation is taken after something of it was left.
   */
  take(busy: ReadonlySet<Id>): PendingEntry[] {
    const batch: PendingEntry[] = [];
    const left: PendingEntry[] = [];
    const keys = new Set<string>();
    let bytes = 0;
    let at = 0;
    for (; at < this.#entries.length && batch.length < this.#batchEntries; at++) {
      const pending = this.#entries[at]!;
      if (busy.has(pending.request.conversationId)) {
        left.push(pending);
        continue;
      }
      bytes += pending.entry.body.length;
      const key = idempotencyKey(pending);
      if (keys.has(key) || (batch.length > 0 && bytes > MAX_BATCH_BYTES)) break;
      keys.add(key);
      batch.push(pending);
    }
    const rest = this.#entries.slice(at);
    this.#entries = left.length === 0 ? rest : [...left, ...rest];
    this.#bytes -= bytesOf(batch);
    return batch;
  }
}

const bytesOf = (entries: readonly PendingEntry[]): number => entries.reduce((sum, { entry }) => sum + entry.body.length, 0);
