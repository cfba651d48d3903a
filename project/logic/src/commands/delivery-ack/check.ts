import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { Cursor } from '@godwit/shared/protocol/messages/cursor';
import type { Conversation } from '../../store/load-conversations.js';

export const MAX_CURSORS = 200;

/** Cursors of foreign conversations are dropped: a device may acknowledge what it lost access to meanwhile. */
export function checkCursors(cursors: readonly Cursor[], conversations: ReadonlyMap<Id, Conversation>, userId: Id): Outcome<Cursor[]> {
  if (cursors.length > MAX_CURSORS) return refuse('INVALID_ARGUMENT', `${String(cursors.length)} cursors, at most ${String(MAX_CURSORS)} are allowed`);
  return ok(cursors.filter(({ conversationId }) => conversations.get(conversationId)?.members.has(userId) === true));
}
