import { type ErrorName, ERRORS } from '@godwit/shared/protocol/errors';

/** A refused or failed call or send. code 0 = the server was not reached (name NETWORK) or the client was closed (name CLOSED). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: number;
  /** Name of the error catalog, or NETWORK, CLOSED, UNKNOWN. */
  readonly error: string;
  readonly status: number;
  readonly retryAfterMs: number;

  constructor(failure: { code: number; error: string; status?: number; message?: string; retryAfterMs?: number }) {
    super(failure.message ?? failure.error);
    this.code = failure.code;
    this.error = failure.error;
    this.status = failure.status ?? 0;
    this.retryAfterMs = failure.retryAfterMs ?? 0;
  }
}

/** What is refused here already, as the server would. */
export const refused = (error: ErrorName, message: string = ERRORS[error].en): ApiError =>
  new ApiError({ code: ERRORS[error].code, error, message });
