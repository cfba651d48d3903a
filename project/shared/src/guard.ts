import { type Clock, systemClock } from './clock.js';

/**
 * For every promise of the platform that nobody awaits: an unhandled rejection ends the process (reliability C27).
 * Without `onError` the failure is known to be of no consequence.
 */
export function guard(promise: Promise<unknown>, onError: (error: unknown) => void = ignore): void {
  promise.catch(onError);
}

export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
  constructor(what: string, ms: number) {
    super(`${what} did not finish within ${String(ms)} ms`);
  }
}

/** The promise's result, or DeadlineError after `ms`; a result or failure that comes later is dropped. */
export async function deadline<T>(promise: Promise<T>, ms: number, what: string, clock: Clock = systemClock): Promise<T> {
  let cancel: () => void = ignore;
  const late = new Promise<never>((_resolve, reject) => {
    cancel = clock.setTimeout(() => {
      reject(new DeadlineError(what, ms));
    }, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    cancel();
  }
}

function ignore(): void {
  // the caller decided that this failure has no consequence
}
