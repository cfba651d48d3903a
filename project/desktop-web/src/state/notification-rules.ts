import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem } from '@godwit/client/view/timeline';
import { muteLevelAt } from '@godwit/client/view/unread';
import type { Id } from '@godwit/shared/ids/id';

/** Whether somebody is to be called for an entry: a message of another one that is not read yet, as the level of its conversation allows. now: ms since 1970. */
export function callsFor(entry: EntryItem, conversation: Conversation, me: Id, now: number): boolean {
  if (entry.mine || entry.kind !== 'message' || entry.recalled || entry.seq <= conversation.readSeq) return false;
  const level = muteLevelAt(conversation, now);
  return level === 0 || (level === 1 && (entry.body.mentionAll || entry.body.mentions.includes(me)));
}
