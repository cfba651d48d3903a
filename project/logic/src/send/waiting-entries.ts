// Hop 6: entries that wait for a commit, in the order in which they came.
// Bound: 10,000 entries or 64 MB, then push() refuses; a batch has at most `batchEntries` entries, 512 KB, or one frame.
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
   * already, so that a copy meets the committed row. Nothing of a conversation is taken after something of it was left. The entries of
   * a frame stay together: were the first ones lost with their batch, the next batch would place the others before them (R9).
   */
  take(busy: ReadonlySet<Id>): PendingEntry[] {
    const batch: PendingEntry[] = [];
    const left: PendingEntry[] = [];
    const keys = new Set<string>();
    let bytes = 0;
    let at = 0;
    while (at < this.#entries.length) {
      const frame = this.#frameAt(at);
      if (busy.has(frame[0]!.request.conversationId)) left.push(...frame);
      else {
        const frameBytes = bytesOf(frame);
        const fits = batch.length + frame.length <= this.#batchEntries && bytes + frameBytes <= MAX_BATCH_BYTES;
        if (batch.length > 0 && (!fits || frame.some((pending) => keys.has(idempotencyKey(pending))))) break;
        for (const pending of frame) keys.add(idempotencyKey(pending));
        batch.push(...frame);
        bytes += frameBytes;
      }
      at += frame.length;
    }
    const rest = this.#entries.slice(at);
    this.#entries = left.length === 0 ? rest : [...left, ...rest];
    this.#bytes -= bytes;
    return batch;
  }

  /** What waits of the frame that begins there, up to an id that it repeats itself. */
  #frameAt(start: number): PendingEntry[] {
    const { request } = this.#entries[start]!;
    const keys = new Set<string>();
    let end = start;
    for (; this.#entries[end]?.request === request; end++) {
      const key = idempotencyKey(this.#entries[end]!);
      if (keys.has(key)) break;
      keys.add(key);
    }
    return this.#entries.slice(start, end);
  }
}

const bytesOf = (entries: readonly PendingEntry[]): number => entries.reduce((sum, { entry }) => sum + entry.body.length, 0);
