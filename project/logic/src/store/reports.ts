// Reports as admins see them; commands/report writes them.
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { REPORT_KINDS, REPORT_REASONS, REPORT_STATES } from '@godwit/shared/report-terms';
import type { AdminReport } from '@godwit/shared/rest/admin';
import type { Evidence } from '@godwit/shared/rest/reports';
import { releaseFiles } from './report-files.js';

const COLUMNS = `id AS "reportId", kind, reporter_id AS "reporterId", conversation_id AS "conversationId", seq::float8 AS seq,
  reported_id AS "reportedId", reason, text, state, floor(date_part('epoch', created_at) * 1000) AS "createdAt",
  resolver_id AS "resolverId", note, coalesce(floor(date_part('epoch', resolved_at) * 1000), 0) AS "resolvedAt"`;

type Row = Omit<AdminReport, 'kind' | 'reason' | 'state'> & { kind: number; reason: number; state: number };

const reportOf = (row: Row): AdminReport => ({
  ...row,
  kind: REPORT_KINDS[row.kind]!,
  reason: REPORT_REASONS[row.reason]!,
  state: REPORT_STATES[row.state]!,
});

export interface ReportsFilter {
  readonly state: (typeof REPORT_STATES)[number];
  readonly before: Id;
  readonly limit: number;
}

/** The newest first. */
export async function listReports(pool: pg.Pool, { state, before, limit }: ReportsFilter): Promise<AdminReport[]> {
  const { rows } = await pool.query<Row>(`SELECT ${COLUMNS} FROM report WHERE state = $1 AND id < $2 ORDER BY id DESC LIMIT $3`, [
    REPORT_STATES.indexOf(state),
    before,
    limit,
  ]);
  return rows.map(reportOf);
}

export async function findReport(client: pg.ClientBase, id: Id): Promise<(AdminReport & { evidence: Evidence }) | undefined> {
  const { rows } = await client.query<Row & { evidence: Evidence }>(`SELECT ${COLUMNS}, evidence FROM report WHERE id = $1`, [id]);
  const [row] = rows;
  return row === undefined ? undefined : { ...reportOf(row), evidence: row.evidence };
}

/** False: it is resolved already. Of two at once one does it. Its files are not kept for it any more. */
export async function closeReport(client: pg.ClientBase, id: Id, resolverId: Id, note: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE report SET state = 1, resolver_id = $2, note = $3, resolved_at = now(), updated_at = now() WHERE id = $1 AND state = 0`,
    [id, resolverId, note],
  );
  if (rowCount !== 1) return false;
  await releaseFiles(client, id);
  return true;
}
