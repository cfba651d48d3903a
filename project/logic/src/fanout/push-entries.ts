import { encodeDown } from '@godwit/shared/protocol/down';
import type { Id } from '@godwit/shared/ids/id';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import type { HopTimes } from '@godwit/shared/protocol/messages/hop-times';
import type { SessionRef } from '../session-ref.js';
import { type Conversation, isVisible } from '../store/load-conversations.js';
import { type Outgoing, pushTo } from './outgoing.js';

/** Consecutive entries for everybody who may see them. Nobody joins or leaves between them: that would be another membership version. */
export function pushEntries(conversation: Conversation, entries: Entry[], except?: SessionRef, hops?: HopTimes): Outgoing {
  const frame = encodePush(conversation, entries, conversation.room ? undefined : hops);
  const known = except === undefined ? {} : { except };
  if (!conversation.room) return pushTo(viewers(conversation, entries), frame, known);
  const { id: conversationId, membershipVersion } = conversation;
  const range = { conversationId, membershipVersion, firstSeq: entries[0]!.seq, lastSeq: entries.at(-1)!.seq };
  return { to: { at: 'room', ...range, ...known }, lane: 'live', counted: true, userVersion: 0, frame };
}

/** A room's push goes to so many that 16 bytes are much. */
export const encodePush = ({ id, epoch }: Pick<Conversation, 'id' | 'epoch'>, entries: Entry[], hops: HopTimes | null = null): Uint8Array =>
  encodeDown({ kind: 'pushMessage', conversationId: id, epoch, entries, hops });

function viewers({ members }: Conversation, entries: readonly Entry[]): Id[] {
  const { seq } = entries[0]!;
  const userIds: Id[] = [];
  for (const member of members.values()) if (isVisible(member, seq)) userIds.push(member.userId);
  return userIds;
}
