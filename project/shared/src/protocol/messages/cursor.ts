import type { Id } from '../../ids/id.js';
import { type Builder, getId, type Offset, putId } from '../flatbuffer.js';
import { Cursor as T } from '../generated/cursor.js';

/** Everything up to seq has arrived without a gap. */
export interface Cursor {
  readonly conversationId: Id;
  readonly seq: number;
}

export function encodeCursor(b: Builder, m: Cursor): Offset {
  T.startCursor(b);
  T.addConversationId(b, putId(b, m.conversationId));
  T.addSeq(b, m.seq);
  return T.endCursor(b);
}

export const decodeCursor = (t: T): Cursor => ({ conversationId: getId(t.conversationId()), seq: t.seq() });
