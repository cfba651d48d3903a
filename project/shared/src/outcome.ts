import type { ErrorName } from './protocol/errors.js';

/** An expected refusal: a name of the error catalog, and what was got, expected, and to be done. Never user content or tokens. */
export interface Refusal {
  readonly error: ErrorName;
  readonly detail?: string;
  readonly retryAfterMs?: number;
}

/** Result of something that may be refused. Throwing is for bugs and broken dependencies only. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export const ok = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const refuse = (error: ErrorName, detail?: string, retryAfterMs?: number): Outcome<never> => ({
  ok: false,
  refusal: { error, ...(detail === undefined ? {} : { detail }), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
});

/** Ends an exhaustive switch: the compiler refuses a member that is not handled. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
