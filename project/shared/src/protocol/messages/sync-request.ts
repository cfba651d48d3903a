import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getAll, getId, getString, putIds, putString } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { SyncRequest as T } from '../generated/sync-request.js';

/** since: syncTime of the last complete sync in ms, 0 = everything. conversationIds: only these, ignoring since. cursor: nextCursor of the page before. */
export interface SyncRequest {
  readonly since: number;
  readonly userVersion: number;
  readonly cursor: string;
  readonly limit: number;
  readonly conversationIds: Id[];
}

export const syncRequest: Codec<SyncRequest, T> = {
  type: Body.SyncRequest,
  table: T,
  put(b, m) {
    const cursor = putString(b, m.cursor);
    const conversationIds = putIds(b, m.conversationIds);
    T.startSyncRequest(b);
    T.addSince(b, m.since);
    T.addUserVersion(b, m.userVersion);
    T.addCursor(b, cursor);
    T.addLimit(b, m.limit);
    T.addConversationIds(b, conversationIds);
    return T.endSyncRequest(b);
  },
  get: (t) => ({
    since: t.since(),
    userVersion: t.userVersion(),
    cursor: getString(t.cursor()),
    limit: t.limit(),
    conversationIds: getAll(t.conversationIdsLength(), (i) => t.conversationIds(i), getId),
  }),
};
