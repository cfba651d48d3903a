import type pg from 'pg';
import { type Outcome, refuse } from '@godwit/shared/outcome';
import { readGroup, readMembers } from '../../store/group.js';
import type { GroupCall } from './change-group.js';
import { checkPermission, type GroupAction, standingOf } from './permissions.js';

/** For questions, which change nothing and lock nothing. */
export async function mayAsk(pool: pg.Pool, { conversationId, userId }: GroupCall, action: GroupAction): Promise<Outcome<null>> {
  if ((await readGroup(pool, conversationId)) === undefined) return refuse('CONVERSATION_NOT_FOUND');
  return checkPermission(action, standingOf((await readMembers(pool, conversationId, [userId])).get(userId)));
}
