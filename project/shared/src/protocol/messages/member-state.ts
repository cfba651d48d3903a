import { type Id, NO_ID } from '../../ids/id.js';
import { type Builder, getId, getString, type Offset, putId, putString } from '../flatbuffer.js';
import { MemberState as T } from '../generated/member-state.js';

/** Per-user state of one conversation. version: the user's state version at its last change. Times in ms, 0 = none; maxSeq 0 = no upper limit. */
export interface MemberState {
  readonly conversationId: Id;
  readonly version: number;
  readonly readSeq: number;
  readonly readCountable: number;
  readonly deliveredSeq: number;
  readonly minSeq: number;
  readonly maxSeq: number;
  readonly pinnedAt: number;
  readonly muteLevel: number;
  readonly muteUntil: number;
  readonly archived: boolean;
  readonly removed: boolean;
  readonly draft: string;
  readonly markedUnread: boolean;
}

export function encodeMemberState(b: Builder, m: MemberState): Offset {
  const draft = putString(b, m.draft);
  T.startMemberState(b);
  T.addConversationId(b, putId(b, m.conversationId));
  T.addVersion(b, m.version);
  T.addReadSeq(b, m.readSeq);
  T.addReadCountable(b, m.readCountable);
  T.addDeliveredSeq(b, m.deliveredSeq);
  T.addMinSeq(b, m.minSeq);
  T.addMaxSeq(b, m.maxSeq);
  T.addPinnedAt(b, m.pinnedAt);
  T.addMuteLevel(b, m.muteLevel);
  T.addMuteUntil(b, m.muteUntil);
  T.addArchived(b, m.archived);
  T.addRemoved(b, m.removed);
  T.addDraft(b, draft);
  T.addMarkedUnread(b, m.markedUnread);
  return T.endMemberState(b);
}

export const decodeMemberState = (t: T): MemberState => ({
  conversationId: getId(t.conversationId()),
  version: t.version(),
  readSeq: t.readSeq(),
  readCountable: t.readCountable(),
  deliveredSeq: t.deliveredSeq(),
  minSeq: t.minSeq(),
  maxSeq: t.maxSeq(),
  pinnedAt: t.pinnedAt(),
  muteLevel: t.muteLevel(),
  muteUntil: t.muteUntil(),
  archived: t.archived(),
  removed: t.removed(),
  draft: getString(t.draft()),
  markedUnread: t.markedUnread(),
});

/** State of a member of whom nothing is stored. */
export const NO_MEMBER_STATE: MemberState = {
  conversationId: NO_ID,
  version: 0,
  readSeq: 0,
  readCountable: 0,
  deliveredSeq: 0,
  minSeq: 0,
  maxSeq: 0,
  pinnedAt: 0,
  muteLevel: 0,
  muteUntil: 0,
  archived: false,
  removed: false,
  draft: '',
  markedUnread: false,
};
