import type { Refusal } from '@godwit/shared/outcome';
import { encodeDown } from '@godwit/shared/protocol/down';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { answerTo, type Outgoing } from '../fanout/outgoing.js';
import type { Origin } from '../session-ref.js';

/** The Error frame that answers a refused frame. */
export function refusalError(origin: Origin, { error, detail, retryAfterMs = 0 }: Refusal): Outgoing {
  const { code, retry, en } = ERRORS[error];
  return answerTo(
    origin,
    origin.lane,
    encodeDown({ kind: 'error', code, name: error, message: detail ?? en, retry, retryAfterMs, ref: origin.ref }, origin.ref),
  );
}
