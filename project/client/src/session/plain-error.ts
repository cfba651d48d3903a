import { ApiError } from '../api/api-error.js';
import type { PlainError } from './wire.js';

/** Classes do not survive the way to a tab. */
export function plainError(error: unknown): PlainError {
  if (!(error instanceof ApiError)) return { message: error instanceof Error ? error.message : String(error) };
  const { message, code, error: name, status, retryAfterMs } = error;
  return { message, api: { code, error: name, status, retryAfterMs } };
}

export const errorFrom = ({ message, api }: PlainError): Error =>
  api === undefined ? new Error(message) : new ApiError({ ...api, message });
