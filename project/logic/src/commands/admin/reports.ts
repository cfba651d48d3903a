import { type Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { REPORT_STATES } from '@godwit/shared/report-terms';
import type { AdminReportDetails, AdminReportsPage } from '@godwit/shared/rest/admin';
import { type Actor, isAdmin, recordAction } from '../../store/audit-log.js';
import { findReport, listReports } from '../../store/reports.js';
import { MAX_ROW_ID } from '../../store/row-id.js';
import { inTransaction } from '../../store/transaction.js';
import type { CommandParts } from '../parts.js';

interface AskedReports {
  readonly state: (typeof REPORT_STATES)[number];
  readonly before?: Id | undefined;
  readonly limit: number;
}

export async function runAdminReports(
  { pool }: CommandParts,
  { state, before = MAX_ROW_ID, limit }: AskedReports,
): Promise<Outcome<AdminReportsPage>> {
  const found = await listReports(pool, { state, before, limit: limit + 1 });
  const reports = found.slice(0, limit);
  return ok({ reports, next: found.length > limit ? reports.at(-1)!.reportId : '' });
}

/** The evidence is what people wrote to each other: that an admin has looked at it is recorded before he gets it. */
export const runAdminReport = (
  { pool, nextId }: CommandParts,
  actor: Actor,
  { reportId }: { readonly reportId: Id },
): Promise<Outcome<AdminReportDetails>> =>
  inTransaction(pool, async (client) => {
    if (!(await isAdmin(client, actor.adminId))) return refuse('NOT_FOUND');
    const report = await findReport(client, reportId);
    if (report === undefined) return refuse('NOT_FOUND');
    await recordAction(client, nextId(), actor, { action: 'report.read', objectKind: 'report', objectId: reportId, reason: '' });
    return ok(report);
  });
