import type { Conversation } from '@godwit/client/view/conversation';

/** Roles above may write whatever is muted. */
const MEMBER = 0;

export type WriteBlock = 'dismissed' | 'left' | 'removed' | 'deleted' | 'blocked' | 'notFriends' | 'muted' | 'muteAll';

/** Why nothing can be written in a conversation; null: it can. blocked: the user has blocked the peer. now: ms since 1970. */
export function writeBlock(conversation: Conversation, blocked: boolean, now: number): WriteBlock | null {
  const { type, removed, role, mutedUntil, muteAll, canSend, title } = conversation;
  if (removed) return endOf(conversation);
  if (type === 'direct' && title === '') return 'deleted';
  if (blocked) return 'blocked';
  if (!canSend && type === 'direct') return 'notFriends';
  if (type !== 'group' || role > MEMBER) return null;
  if (mutedUntil > now) return 'muted';
  return muteAll ? 'muteAll' : null;
}

/** What ended the membership is the last that its former member sees. */
function endOf({ lastEntry }: Conversation): WriteBlock {
  switch (lastEntry?.body.system?.code) {
    case 'group_dismissed':
      return 'dismissed';
    case 'member_left':
      return 'left';
    default:
      return 'removed';
  }
}
