import type { Id } from '../../ids/id.js';
import { type Builder, copyBytes, getAll, getId, type Offset, putAll, putBytes, putId } from '../flatbuffer.js';
import { Entry as T } from '../generated/entry.js';
import { type EntryKind, EntryKindNumber, entryKindOf } from './entry-kind.js';
import { decodeReaction, encodeReaction, type Reaction } from './reaction.js';

/** What later entries did to one. editedAt: ms, 0 = never. */
export interface EntryState {
  readonly recalled: boolean;
  readonly editedAt: number;
  readonly reactions: readonly Reaction[];
}

/** Nothing was done to it yet. */
export const UNTOUCHED: EntryState = { recalled: false, editedAt: 0, reactions: [] };

/**
 * One entry of a conversation log. seq: gapless from 1. countableNo: running count of countable entries. createdAt: ms.
 * body: a MessageBody buffer, empty when the entry was recalled. Its state is as of the page that it is read from.
 */
export interface Entry extends EntryState {
  readonly seq: number;
  readonly messageId: Id;
  readonly senderId: Id;
  readonly clientMsgId: Id;
  readonly kind: EntryKind;
  readonly countableNo: number;
  readonly createdAt: number;
  readonly targetSeq: number;
  readonly body: Uint8Array;
}

export function encodeEntry(b: Builder, m: Entry): Offset {
  const body = putBytes(b, m.body);
  const reactions = putAll(b, m.reactions, encodeReaction);
  T.startEntry(b);
  T.addSeq(b, m.seq);
  T.addMessageId(b, putId(b, m.messageId));
  T.addSenderId(b, putId(b, m.senderId));
  T.addClientMsgId(b, putId(b, m.clientMsgId));
  T.addKind(b, EntryKindNumber[m.kind]);
  T.addCountableNo(b, m.countableNo);
  T.addCreatedAt(b, m.createdAt);
  T.addTargetSeq(b, m.targetSeq);
  T.addBody(b, body);
  T.addRecalled(b, m.recalled);
  T.addEditedAt(b, m.editedAt);
  T.addReactions(b, reactions);
  return T.endEntry(b);
}

export const decodeEntry = (t: T): Entry => ({
  seq: t.seq(),
  messageId: getId(t.messageId()),
  senderId: getId(t.senderId()),
  clientMsgId: getId(t.clientMsgId()),
  kind: entryKindOf(t.kind()),
  countableNo: t.countableNo(),
  createdAt: t.createdAt(),
  targetSeq: t.targetSeq(),
  body: copyBytes(t.bodyArray()),
  recalled: t.recalled(),
  editedAt: t.editedAt(),
  reactions: getAll(t.reactionsLength(), (i) => t.reactions(i), decodeReaction),
});
