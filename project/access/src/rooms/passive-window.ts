// F-59: what a room says to those who do not show it, gathered. The first push after a quiet while goes out at once, what follows within
// 500 ms together. Bound: 32 pushes or 32 KiB; then they go out early.
import type { Clock } from '@godwit/shared/clock';
import type { RoomDelivery } from '@godwit/shared/protocol/messages/room-delivery';

export const WINDOW_MS = 500;
export const MAX_GATHERED = 32;
const MAX_GATHERED_BYTES = 32_768;

type State =
  { readonly at: 'quiet' } | { readonly at: 'open'; readonly gathered: RoomDelivery[]; bytes: number; readonly cancel: () => void };

const QUIET: State = { at: 'quiet' };

export interface PassiveWindowOptions {
  readonly clock: Clock;
  /** In the order in which they came. */
  readonly out: (gathered: readonly RoomDelivery[]) => void;
}

export class PassiveWindow {
  readonly #options: PassiveWindowOptions;
  #state: State = QUIET;

  constructor(options: PassiveWindowOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#state.at === 'open' ? this.#state.gathered.length : 0;
  }

  /** False: nothing waits, it may go out at once. */
  gather(delivery: RoomDelivery): boolean {
    if (this.#state.at === 'quiet') {
      this.#open();
      return false;
    }
    this.#state.gathered.push(delivery);
    this.#state.bytes += delivery.frame.length;
    if (this.#state.gathered.length >= MAX_GATHERED || this.#state.bytes >= MAX_GATHERED_BYTES) this.flush();
    return true;
  }

  /** What waits goes out now, and the next window begins. */
  flush(): void {
    if (this.#state.at === 'quiet') return;
    const { gathered, cancel } = this.#state;
    cancel();
    this.#state = QUIET;
    if (gathered.length === 0) return;
    this.#open();
    this.#options.out(gathered);
  }

  #open(): void {
    const cancel = this.#options.clock.setTimeout(() => {
      this.flush();
    }, WINDOW_MS);
    this.#state = { at: 'open', gathered: [], bytes: 0, cancel };
  }
}
