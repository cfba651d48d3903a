import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { Conversation } from '../../store/load-conversations.js';

/** Whoever is or was a member may move his own mark; how far is decided under the row lock. */
export function checkMark(conversation: Conversation | undefined, userId: Id): Outcome<Conversation> {
  return conversation?.members.has(userId) === true ? ok(conversation) : refuse('CONVERSATION_NOT_FOUND');
}
