import pg from 'pg';

/**
 * What a failed statement means. `unsent`: there was no connection to send it on. `refused`: PostgreSQL said so and nothing was
 * written. `unknown`: the connection broke or was silent for too long, perhaps after the commit: nobody may be told anything, the
 * resend meets the unique key.
 */
export type QueryFailure = { readonly at: 'unsent' } | { readonly at: 'refused'; readonly transient: boolean } | { readonly at: 'unknown' };

/** The pool gave no connection: PostgreSQL is away, starting, or all are busy for too long. */
export class NoConnectionError extends Error {
  override readonly name = 'NoConnectionError';
}

/** Connection lost; shutdown or crash of the server, which may follow a commit whose answer it cut off. */
const MAY_HAVE_COMMITTED = /^(08|57P)/;
/** Deadlock or serialization, resources, lock or statement timeout: the same statement may succeed later. */
const TRANSIENT = /^(40|53|55|57)/;

export function classifyFailure(error: unknown): QueryFailure {
  if (error instanceof NoConnectionError) return { at: 'unsent' };
  const code = error instanceof pg.DatabaseError ? error.code : undefined;
  if (code === undefined || MAY_HAVE_COMMITTED.test(code)) return { at: 'unknown' };
  return { at: 'refused', transient: TRANSIENT.test(code) };
}
