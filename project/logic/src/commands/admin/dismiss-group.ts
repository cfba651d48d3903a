import { type Id, NO_ID } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { type Actor, isAdmin, recordAction } from '../../store/audit-log.js';
import { endGroup } from '../../store/end-group.js';
import { lockGroup } from '../../store/group.js';
import { inTransaction } from '../../store/transaction.js';
import { record, type Recorded, tell } from '../group/change-group.js';
import type { CommandParts } from '../parts.js';

export interface AskedDismissal {
  readonly conversationId: Id;
  readonly reason: string;
}

type Nothing = Record<string, never>;

/** As its owner would; the entry about it names nobody, so members do not learn who the admins are. */
export async function runAdminDismissGroup(
  parts: CommandParts,
  actor: Actor,
  { conversationId, reason }: AskedDismissal,
): Promise<Outcome<Nothing>> {
  const done = await inTransaction(parts.pool, async (client): Promise<Outcome<Recorded<Nothing>>> => {
    if (!(await isAdmin(client, actor.adminId))) return refuse('NOT_FOUND');
    const group = await lockGroup(client, conversationId);
    if (group === undefined) return refuse('CONVERSATION_NOT_FOUND');
    if (group.over) return refuse('NOTHING_TO_CHANGE');
    await endGroup(client, group);
    const change = { kind: 'info', code: 'group_dismissed', operation: 'dismissed' } as const;
    const recorded = await record(client, group, NO_ID, { value: {}, change }, parts.nextId, group.ownerId);
    await recordAction(client, parts.nextId(), actor, { action: 'group.dismiss', objectKind: 'group', objectId: conversationId, reason });
    return ok(recorded);
  });
  if (!done.ok) return done;
  await tell(parts, conversationId, NO_ID, done.value);
  return ok({});
}
