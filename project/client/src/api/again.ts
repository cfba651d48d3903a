// Calls that the server does once, however often they come: asked again while it is not known what became of them.
import { BACKOFF, backoffCeiling } from '@godwit/shared/backoff';
import { type Clock, systemClock } from '@godwit/shared/clock';
import { ApiError } from './api-error.js';

export interface AgainOptions {
  readonly attempts: number;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/** 128 random bits in hex. Not randomUUID(): pages on plain http do not have it. */
export const newRequestKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Whether it may go better the next time: not reached, too much to do, or no answer in time. */
export const isPassing = (status: number): boolean => status === 0 || status === 429 || status >= 500;

/** Rejects as the last attempt did, or with the reason of the signal. */
export async function again<T>(call: () => Promise<T>, { attempts, clock = systemClock, signal }: AgainOptions): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ApiError) || !isPassing(error.status) || attempt === attempts) throw error;
      await wait(clock, Math.max(error.retryAfterMs, pauseMs(attempt - 1)), signal);
    }
  }
}

/** Never at once, never all together. */
const pauseMs = (attempt: number): number => backoffCeiling(attempt, BACKOFF.call) * (0.5 + Math.random() / 2);

function wait(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    const stop = (): void => {
      cancel();
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', stop, { once: true });
  });
}
