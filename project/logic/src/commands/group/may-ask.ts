import type pg from 'pg';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { type Group, readGroup, readMembers } from '../../store/group.js';
import type { GroupCall } from './change-group.js';
import { checkPermission, type GroupAction, standingOf } from './permissions.js';

/** For questions, which change nothing and lock nothing. */
export async function mayAsk(pool: pg.Pool, { conversationId, userId }: GroupCall, action: GroupAction): Promise<Outcome<Group>> {
  const group = await readGroup(pool, conversationId);
  if (group === undefined) return refuse('CONVERSATION_NOT_FOUND');
  const allowed = checkPermission(action, standingOf((await readMembers(pool, conversationId, [userId])).get(userId)));
  return allowed.ok ? ok(group) : allowed;
}
