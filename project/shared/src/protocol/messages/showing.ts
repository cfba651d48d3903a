import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getAll, getId, putIds } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { Showing as T } from '../generated/showing.js';

/** The conversations that this session shows, ≤ Limits.maxShown; replaces the previous list. Pushes of other rooms may be held back for up to 0.5 s. */
export interface Showing {
  readonly conversationIds: Id[];
}

export const showing: Codec<Showing, T> = {
  type: Body.Showing,
  table: T,
  put(b, m) {
    const conversationIds = putIds(b, m.conversationIds);
    T.startShowing(b);
    T.addConversationIds(b, conversationIds);
    return T.endShowing(b);
  },
  get: (t) => ({ conversationIds: getAll(t.conversationIdsLength(), (i) => t.conversationIds(i), getId) }),
};
