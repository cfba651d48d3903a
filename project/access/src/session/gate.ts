// C18, C23: who gets in at all, before anything is spent on them. Bounds: 4 × the admitted rate of handshakes, 2,000 peers that shake
// hands or have not said who they are, SESSIONS_PER_ADDRESS of one address.
import type { Clock } from '@godwit/shared/clock';
import { TokenBucket } from '../inbound/rate-limit.js';
import type { Registry } from './registry.js';

export const MAX_STRANGERS = 2_000;
/** A refusal costs so little that these may come; the exact limit is Admission's, which can say when to come again. */
const HANDSHAKE_FACTOR = 4;

export interface GateOptions {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly handshakesPerSecond: number;
  readonly handshakeBurst: number;
  readonly sessionsPerAddress: number;
}

export class Gate {
  readonly #options: GateOptions;
  readonly #handshakes: TokenBucket;
  readonly #byAddress = new Map<string, number>();
  #shaking = 0;

  constructor(options: GateOptions) {
    const { clock, handshakesPerSecond, handshakeBurst } = options;
    this.#options = options;
    this.#handshakes = new TokenBucket(
      { perSecond: HANDSHAKE_FACTOR * handshakesPerSecond, burst: HANDSHAKE_FACTOR * handshakeBurst },
      clock.monotonic(),
    );
  }

  /** Peers that have not been admitted. */
  get strangers(): number {
    return this.#shaking + this.#options.registry.strangers;
  }

  /** Before a handshake; undefined refuses it, else to be called at its end. */
  readonly admit = (): (() => void) | undefined => {
    if (this.strangers >= MAX_STRANGERS || !this.#handshakes.take(this.#options.clock.monotonic())) return undefined;
    this.#shaking++;
    return () => {
      this.#shaking--;
    };
  };

  /** Before a session; false refuses it. leave() belongs to every true. */
  enter(address: string): boolean {
    const count = this.#byAddress.get(address) ?? 0;
    if (count >= this.#options.sessionsPerAddress) return false;
    this.#byAddress.set(address, count + 1);
    return true;
  }

  leave(address: string): void {
    const count = this.#byAddress.get(address) ?? 0;
    if (count > 1) this.#byAddress.set(address, count - 1);
    else this.#byAddress.delete(address);
  }
}
