import type { Conversation } from './conversation.js';

/** What was put to the top last comes first, then the newest activity. */
export const inListOrder = (conversations: readonly Conversation[]): readonly Conversation[] =>
  [...conversations].sort((a, b) => b.pinnedAt - a.pinnedAt || b.lastActivityAt - a.lastActivityAt);
