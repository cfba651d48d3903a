import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome } from '@godwit/shared/outcome';
import type { LogicAnswers } from '@godwit/shared/protocol/logic-request';
import { loadRoomMembers } from '../../store/load-rooms.js';
import type { CommandParts } from '../parts.js';

/** An access node that does not know the members at some version asks about its users. */
export async function runRoomMembers(
  { pool }: Pick<CommandParts, 'pool'>,
  { conversationId, userIds }: { conversationId: Id; userIds: readonly Id[] },
): Promise<Outcome<LogicAnswers['roomMembers']>> {
  return ok(await loadRoomMembers(pool, conversationId, userIds));
}
