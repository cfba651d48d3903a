import type { Id } from '../../ids/id.js';
import { type Builder, getBytes, getId, type Offset, putBytes, putId } from '../flatbuffer.js';
import { OutgoingEntry as T } from '../generated/outgoing-entry.js';
import { type EntryKind, EntryKindNumber, entryKindOf } from './entry-kind.js';

/** An entry on its way into a log. targetSeq: the entry that a recall, edit, reaction or pin is about. body: a MessageBody buffer. */
export interface OutgoingEntry {
  readonly clientMsgId: Id;
  readonly kind: EntryKind;
  readonly targetSeq: number;
  readonly body: Uint8Array;
}

export function encodeOutgoingEntry(b: Builder, m: OutgoingEntry): Offset {
  const body = putBytes(b, m.body);
  T.startOutgoingEntry(b);
  T.addClientMsgId(b, putId(b, m.clientMsgId));
  T.addKind(b, EntryKindNumber[m.kind]);
  T.addTargetSeq(b, m.targetSeq);
  T.addBody(b, body);
  return T.endOutgoingEntry(b);
}

export const decodeOutgoingEntry = (t: T): OutgoingEntry => ({
  clientMsgId: getId(t.clientMsgId()),
  kind: entryKindOf(t.kind()),
  targetSeq: t.targetSeq(),
  body: getBytes(t.bodyArray()),
});
