// One transaction: the report, the recall of its message where that is wanted, and both in the audit log; then the entry to who may see it.
import type pg from 'pg';
import { type Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { AdminReport } from '@godwit/shared/rest/admin';
import { type Actor, isAdmin, recordAction } from '../../store/audit-log.js';
import { pushEntries } from '../../fanout/push-entries.js';
import { closeReport, findReport } from '../../store/reports.js';
import { inTransaction } from '../../store/transaction.js';
import type { CommandParts } from '../parts.js';
import { recallByAdmin, type Recalled } from './recall-by-admin.js';

export interface AskedResolution {
  readonly reportId: Id;
  readonly note: string;
  readonly recall: boolean;
}

export async function runAdminResolveReport(
  { pool, conversations, fanout, nextId }: CommandParts,
  actor: Actor,
  { reportId, note, recall }: AskedResolution,
): Promise<Outcome<Record<string, never>>> {
  const done = await inTransaction(pool, async (client): Promise<Outcome<Recalled | undefined>> => {
    if (!(await isAdmin(client, actor.adminId))) return refuse('NOT_FOUND');
    const report = await findReport(client, reportId);
    if (report === undefined) return refuse('NOT_FOUND');
    if (recall && report.kind !== 'message') return refuse('INVALID_ARGUMENT', 'only a reported message can be recalled');
    // the lock of the conversation before that of the report: who reports holds his own row and may wait for the report
    if (recall) await lockConversation(client, report);
    if (!(await closeReport(client, reportId, actor.adminId, note))) return refuse('REPORT_RESOLVED');
    await recordAction(client, nextId(), actor, { action: 'report.resolve', objectKind: 'report', objectId: reportId, reason: note });
    if (!recall) return ok(undefined);
    const { conversationId, seq } = report;
    const recalled = await recallByAdmin(client, report, nextId);
    if (recalled === undefined) return ok(undefined);
    const objectId = `${conversationId}:${String(seq)}`;
    await recordAction(client, nextId(), actor, { action: 'message.recall', objectKind: 'message', objectId, reason: note });
    return ok(recalled);
  });
  if (!done.ok) return done;
  if (done.value !== undefined) {
    conversations.drop(done.value.conversation.id);
    await fanout.deliver([pushEntries(done.value.conversation, [done.value.entry])]);
  }
  return ok({});
}

const lockConversation = (client: pg.ClientBase, { conversationId }: AdminReport): Promise<unknown> =>
  client.query(`SELECT id FROM conversation WHERE id = $1 FOR NO KEY UPDATE`, [conversationId]);
