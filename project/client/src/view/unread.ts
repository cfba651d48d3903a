import type { Conversation } from './conversation.js';

/** 0 all, 1 mentions only, 2 none: what the user set, until its end. now: ms since 1970. */
export const muteLevelAt = ({ muteLevel, muteUntil }: Pick<Conversation, 'muteLevel' | 'muteUntil'>, now: number): number =>
  muteUntil > 0 && muteUntil <= now ? 0 : muteLevel;

/** What a badge over all conversations says. A muted one counts with its mention, or not at all; one that is only marked unread as 1. */
export const totalUnread = (conversations: readonly Conversation[], now: number): number =>
  conversations.reduce((sum, conversation) => sum + countedUnread(conversation, muteLevelAt(conversation, now)), 0);

function countedUnread({ unread, markedUnread, mentioned }: Conversation, level: number): number {
  if (level === 0) return Math.max(unread, markedUnread ? 1 : 0);
  return level === 1 && mentioned ? 1 : 0;
}
