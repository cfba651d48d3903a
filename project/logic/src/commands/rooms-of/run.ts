import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome } from '@godwit/shared/outcome';
import type { LogicAnswers } from '@godwit/shared/protocol/logic-request';
import { loadRoomPlaces } from '../../store/load-rooms.js';
import type { CommandParts } from '../parts.js';

/** An access node that may have missed changes asks about its users. */
export async function runRoomsOf(
  { pool }: Pick<CommandParts, 'pool'>,
  { userIds }: { userIds: readonly Id[] },
): Promise<Outcome<LogicAnswers['roomsOf']>> {
  return ok({ rooms: await loadRoomPlaces(pool, userIds) });
}
