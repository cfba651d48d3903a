// A lane of an engine whose streams take in everything that comes, read or not: it is read at once, and what nobody wants yet is bounded here.
import { guard } from '@godwit/shared/guard';
import type { Lane } from '../transport.js';
import { Unread } from './unread.js';

const MAX_UNREAD_BYTES = 1_024 * 1_024;

export class EagerLane implements Lane {
  readonly #lane: Lane;
  readonly #unread = new Unread(MAX_UNREAD_BYTES);

  constructor(lane: Lane, onOverflow: () => void) {
    this.#lane = lane;
    guard(this.#pump(onOverflow));
  }

  read(): Promise<Uint8Array | undefined> {
    return this.#unread.read();
  }

  abandon(): void {
    this.#lane.abandon?.();
  }

  write(frames: readonly Uint8Array[]): Promise<void> {
    return this.#lane.write(frames);
  }

  async #pump(onOverflow: () => void): Promise<void> {
    for (let bytes = await this.#lane.read(); bytes !== undefined; bytes = await this.#lane.read()) {
      // the lane below reads into the same memory again
      if (!this.#unread.arrive(bytes.slice())) {
        onOverflow();
        break;
      }
    }
    this.#unread.end();
  }
}
