import type { CachedEntry } from '@godwit/client/inbox/cached-entry';
import type { Store, StoredState, StoreWrite } from '@godwit/client/store/store';

/** A store as one run of a client sees it. After die() nothing of that run reaches the disk any more, as after a crash of the page. */
export class MortalStore implements Store {
  readonly kind;
  readonly #disk: Store;
  #alive = true;

  constructor(disk: Store) {
    this.#disk = disk;
    this.kind = disk.kind;
  }

  die(): void {
    this.#alive = false;
  }

  load(): Promise<StoredState> {
    return this.#disk.load();
  }

  commit(writes: readonly StoreWrite[]): Promise<void> {
    return this.#alive ? this.#disk.commit(writes) : new Promise(() => undefined);
  }

  entries(...range: Parameters<Store['entries']>): Promise<CachedEntry[]> {
    return this.#disk.entries(...range);
  }

  close(): void {
    // the disk outlives the run
  }
}
