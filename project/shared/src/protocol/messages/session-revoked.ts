import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getAll, getId, putId, putIds } from '../flatbuffer.js';
import { AccessBody } from '../generated/access-body.js';
import { SessionRevoked as T } from '../generated/session-revoked.js';

/** → every access node: close these login sessions now. closeCode: see close-codes.ts. */
export interface SessionRevoked {
  readonly loginSessionIds: Id[];
  readonly userId: Id;
  readonly closeCode: number;
}

export const sessionRevoked: Codec<SessionRevoked, T> = {
  type: AccessBody.SessionRevoked,
  table: T,
  put(b, m) {
    const loginSessionIds = putIds(b, m.loginSessionIds);
    T.startSessionRevoked(b);
    T.addLoginSessionIds(b, loginSessionIds);
    T.addUserId(b, putId(b, m.userId));
    T.addCloseCode(b, m.closeCode);
    return T.endSessionRevoked(b);
  },
  get: (t) => ({
    loginSessionIds: getAll(t.loginSessionIdsLength(), (i) => t.loginSessionIds(i), getId),
    userId: getId(t.userId()),
    closeCode: t.closeCode(),
  }),
};
