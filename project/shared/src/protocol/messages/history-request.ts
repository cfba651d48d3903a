import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getId, putId } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { Direction as DirectionNumber } from '../generated/direction.js';
import { HistoryRequest as T } from '../generated/history-request.js';

export type Direction = keyof typeof DirectionNumber;

/** Entries with fromSeq ≤ seq ≤ toSeq, at most limit (≤ 200) counted from fromSeq (forward) or from toSeq (backward). */
export interface HistoryRequest {
  readonly conversationId: Id;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly limit: number;
  readonly direction: Direction;
  /** ms since 1970; > 0: forward, from the first entry in the range that is not older. */
  readonly since: number;
}

export const historyRequest: Codec<HistoryRequest, T> = {
  type: Body.HistoryRequest,
  table: T,
  put(b, m) {
    T.startHistoryRequest(b);
    T.addConversationId(b, putId(b, m.conversationId));
    T.addFromSeq(b, m.fromSeq);
    T.addToSeq(b, m.toSeq);
    T.addLimit(b, m.limit);
    T.addDirection(b, DirectionNumber[m.direction]);
    T.addSince(b, m.since);
    return T.endHistoryRequest(b);
  },
  get: (t) => ({
    conversationId: getId(t.conversationId()),
    fromSeq: t.fromSeq(),
    toSeq: t.toSeq(),
    limit: t.limit(),
    direction: (DirectionNumber[t.direction()] ?? 'forward') as Direction,
    since: t.since(),
  }),
};
