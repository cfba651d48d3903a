import type { RetryAdvice } from '../errors.js';
import type { Codec } from '../codec.js';
import { getString, putString } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { Error as T } from '../generated/error.js';
import { Retry as RetryNumber } from '../generated/retry.js';

/** A refusal. ref: of the refused frame, 0 = none. name: of the error catalog, may be newer than this build. */
export interface ProtocolError {
  readonly code: number;
  readonly name: string;
  readonly message: string;
  readonly retry: RetryAdvice;
  readonly retryAfterMs: number;
  readonly ref: number;
}

export const error: Codec<ProtocolError, T> = {
  type: Body.Error,
  table: T,
  put(b, m) {
    const name = putString(b, m.name);
    const message = putString(b, m.message);
    T.startError(b);
    T.addCode(b, m.code);
    T.addName(b, name);
    T.addMessage(b, message);
    T.addRetry(b, RetryNumber[m.retry]);
    T.addRetryAfterMs(b, m.retryAfterMs);
    T.addRef(b, m.ref);
    return T.endError(b);
  },
  get: (t) => ({
    code: t.code(),
    name: getString(t.name()),
    message: getString(t.message()),
    retry: (RetryNumber[t.retry()] ?? 'never') as RetryAdvice,
    retryAfterMs: t.retryAfterMs(),
    ref: t.ref(),
  }),
};
