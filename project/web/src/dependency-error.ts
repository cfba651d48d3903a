import type { ErrorName } from '@godwit/shared/protocol/errors';

/** What a broken dependency is answered with; all of them say "later". */
export type DependencyFailure = Extract<ErrorName, 'UNAVAILABLE' | 'TIMEOUT' | 'OVERLOADED'>;

/** PostgreSQL, Redis, NATS, logic or the password workers did not do their part. Only the dispatch boundary catches it. */
export class DependencyError extends Error {
  override readonly name = 'DependencyError';
  readonly failure: DependencyFailure;

  constructor(dependency: string, failure: DependencyFailure, cause?: unknown) {
    super(`${dependency}: ${failure.toLowerCase()}`, { cause });
    this.failure = failure;
  }
}
