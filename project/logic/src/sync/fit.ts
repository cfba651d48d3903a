import type { ConversationState } from '@godwit/shared/protocol/messages/conversation-state';
import type { Entry } from '@godwit/shared/protocol/messages/entry';

/** A page must fit into a frame (64 KB) with its tables. */
export const MAX_PAGE_BYTES = 56 * 1024;
const ENTRY_OVERHEAD_BYTES = 100;
const REACTION_OVERHEAD_BYTES = 48;
const ID_BYTES = 8;
const STATE_OVERHEAD_BYTES = 400;
const RANGE_BYTES = 8;
/** UTF-8 bytes of one UTF-16 unit, at most. */
const MAX_UNIT_BYTES = 3;

/** The items from the front that fit, at least one. */
export function fitting<T>(items: readonly T[], sizeOf: (item: T) => number): T[] {
  let bytes = 0;
  const end = items.findIndex((item, i) => (bytes += sizeOf(item)) > MAX_PAGE_BYTES && i > 0);
  return end === -1 ? [...items] : items.slice(0, end);
}

export const entryBytes = ({ body, reactions }: Entry): number =>
  reactions.reduce(
    (bytes, { emoji, userIds }) => bytes + REACTION_OVERHEAD_BYTES + MAX_UNIT_BYTES * emoji.length + ID_BYTES * userIds.length,
    0,
  ) +
  ENTRY_OVERHEAD_BYTES +
  body.length;

export const stateBytes = ({ title, avatar, announcement, lastEntry, member }: ConversationState): number =>
  STATE_OVERHEAD_BYTES +
  MAX_UNIT_BYTES * (title.length + avatar.length + announcement.length + member.nickname.length + member.draft.length) +
  2 * RANGE_BYTES * member.hidden.length +
  (lastEntry === null ? 0 : entryBytes(lastEntry));
