import { ERRORS, type ErrorName } from '@godwit/shared/protocol/errors';

/** Why something the user asked for did not happen, as far as the user can do something about it. */
export type Failure =
  | { readonly at: 'offline' }
  | { readonly at: 'unreachable' }
  /** error null: a refusal that this version does not know. retryAt: ms since 1970, 0 = not said. */
  | { readonly at: 'refused'; readonly error: ErrorName | null; readonly retryAt: number };

/** The public fields of the SDK's ApiError, read without importing the SDK into every screen. */
interface ApiErrorLike {
  readonly code: number;
  readonly error: string;
  readonly retryAfterMs: number;
}

const isApiError = (error: unknown): error is ApiErrorLike =>
  error instanceof Error && error.name === 'ApiError' && 'code' in error && 'error' in error;

const isErrorName = (name: string): name is ErrorName => Object.hasOwn(ERRORS, name);

/** Anything else than a refusal is a bug and is thrown on, to reach the error boundary and the console. */
export function failureOf(error: unknown, now: number, online: boolean): Failure {
  if (!isApiError(error)) throw error;
  if (error.code === 0) return { at: online ? 'unreachable' : 'offline' };
  return {
    at: 'refused',
    error: isErrorName(error.error) ? error.error : null,
    retryAt: error.retryAfterMs > 0 ? now + error.retryAfterMs : 0,
  };
}

/** For single calls of the SDK whose result a component shows itself; null = done. */
export async function asFailure(work: Promise<unknown>): Promise<Failure | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return failureOf(error, Date.now(), navigator.onLine);
  }
}
