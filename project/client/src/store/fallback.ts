import { deadline } from '@godwit/shared/guard';
import type { Id } from '@godwit/shared/ids/id';
import type { CachedEntry } from '../inbox/cached-entry.js';
import { MemoryStore } from './memory.js';
import type { StorageKind, Store, StoredState, StoreWrite } from './store.js';

/** A database that does not answer within this is treated as broken. */
const COMMIT_DEADLINE_MS = 5000;

/**
 * Runs on from memory when the database fails, is full or hangs: it is only a cache, except for the outbox, which then
 * lives as long as the page; `kind` says so.
 */
export class FallbackStore implements Store {
  #store: Store;
  #failed = false;
  readonly #onFailure: (error: unknown) => void;

  constructor(store: Store, onFailure: (error: unknown) => void) {
    this.#store = store;
    this.#onFailure = onFailure;
  }

  get kind(): StorageKind {
    return this.#failed ? 'fallback' : this.#store.kind;
  }

  load(): Promise<StoredState> {
    return this.#try((store) => store.load());
  }

  commit(writes: readonly StoreWrite[]): Promise<void> {
    return this.#try((store) => store.commit(writes));
  }

  entries(conversationId: Id, fromSeq: number, toSeq: number, limit: number): Promise<CachedEntry[]> {
    return this.#try((store) => store.entries(conversationId, fromSeq, toSeq, limit));
  }

  close(): void {
    this.#store.close();
  }

  async #try<T>(use: (store: Store) => Promise<T>): Promise<T> {
    if (this.#failed) return use(this.#store);
    try {
      return await deadline(use(this.#store), COMMIT_DEADLINE_MS, 'local database');
    } catch (error) {
      this.#fail(error);
      return use(this.#store);
    }
  }

  #fail(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#store.close();
    this.#store = new MemoryStore();
    this.#onFailure(error);
  }
}
