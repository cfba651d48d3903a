// Fails calls to a broken dependency at once instead of after its deadline (O14).
// Bound: one probe per OPEN_MS while open.
import type { Clock } from '@godwit/shared/clock';
import type { Logger } from '@godwit/shared/log';
import { DependencyError } from './dependency-error.js';

const MAX_FAILURES = 5;
const OPEN_MS = 1_000;

export type BreakerState = { at: 'closed'; failures: number } | { at: 'open'; until: number } | { at: 'probing' };

/** The state in which a call may go out, or undefined when it must not. */
export function admit(state: BreakerState, now: number): BreakerState | undefined {
  if (state.at === 'closed') return state;
  return state.at === 'open' && now >= state.until ? { at: 'probing' } : undefined;
}

export function afterFailure(state: BreakerState, now: number): BreakerState {
  const failures = state.at === 'closed' ? state.failures + 1 : MAX_FAILURES;
  return failures < MAX_FAILURES ? { at: 'closed', failures } : { at: 'open', until: now + OPEN_MS };
}

export interface BreakerOptions {
  dependency: string;
  clock: Clock;
  log: Logger;
  /** Which errors mean that the dependency is broken; others pass through and count as an answer. */
  isFailure: (error: unknown) => boolean;
}

export class Breaker {
  readonly #options: BreakerOptions;
  #state: BreakerState = { at: 'closed', failures: 0 };

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  /** Runs the call, or throws DependencyError UNAVAILABLE at once while the dependency is known to be broken. */
  async run<T>(call: () => Promise<T>): Promise<T> {
    const { clock, dependency, isFailure } = this.#options;
    const admitted = admit(this.#state, clock.monotonic());
    if (admitted === undefined) throw new DependencyError(dependency, 'UNAVAILABLE');
    this.#state = admitted;
    try {
      const value = await call();
      this.#move({ at: 'closed', failures: 0 });
      return value;
    } catch (error) {
      this.#move(isFailure(error) ? afterFailure(this.#state, clock.monotonic()) : { at: 'closed', failures: 0 });
      throw error;
    }
  }

  #move(next: BreakerState): void {
    const { log, dependency } = this.#options;
    if (next.at === 'open' && this.#state.at === 'closed') log.warn({ dependency }, 'breaker opened');
    if (next.at === 'closed' && this.#state.at !== 'closed') log.info({ dependency }, 'breaker closed');
    this.#state = next;
  }
}
