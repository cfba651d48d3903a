// One transaction: lock the reporter, look for an open report of the same, copy the evidence, insert, keep its files. Bounds: MAX_REPORTS_A_DAY of a user.
import type pg from 'pg';
import { type Id, NO_ID } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { REPORT_KINDS, REPORT_REASONS } from '@godwit/shared/report-terms';
import { type AskedReport, MAX_REPORTS_A_DAY, type Reported } from '@godwit/shared/rest/reports';
import { holdFiles } from '../../store/report-files.js';
import { inTransaction } from '../../store/transaction.js';
import { loadEvidence } from './evidence.js';

const HOUR_MS = 3_600_000;

/** What a report is about, as its row has it. */
interface ReportedObject {
  readonly conversationId: Id;
  readonly seq: number;
  /** Of a message only its entry says whose it is. */
  readonly userId: Id;
}

function objectOf(report: AskedReport): ReportedObject {
  switch (report.kind) {
    case 'message':
      return { conversationId: report.conversationId, seq: report.seq, userId: NO_ID };
    case 'user':
      return { conversationId: NO_ID, seq: 0, userId: report.userId };
    case 'group':
      return { conversationId: report.conversationId, seq: 0, userId: NO_ID };
  }
}

/** The lock makes two reports of one user take turns: one of an object is open, and the day is counted exactly. */
export const storeReport = (pool: pg.Pool, reporterId: Id, report: AskedReport, nextId: () => Id): Promise<Outcome<Reported>> =>
  inTransaction(pool, async (client) => {
    await client.query(`SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE`, [reporterId]);
    const open = await findOpen(client, reporterId, report);
    if (open !== undefined) return ok({ reportId: open });
    const found = await loadEvidence(client, reporterId, report);
    if (!found.ok) return found;
    if ((await countToday(client, reporterId)) >= MAX_REPORTS_A_DAY)
      return refuse('RATE_LIMIT', `at most ${String(MAX_REPORTS_A_DAY)} reports in 24 hours`, HOUR_MS);
    const { conversationId, seq } = objectOf(report);
    const { reportedId, evidence, fileIds } = found.value;
    const rowId = nextId();
    await client.query(
      `INSERT INTO report (id, reporter_id, kind, conversation_id, seq, reported_id, reason, text, evidence)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        rowId,
        reporterId,
        REPORT_KINDS.indexOf(report.kind),
        conversationId,
        seq,
        reportedId,
        REPORT_REASONS.indexOf(report.reason),
        report.text,
        JSON.stringify(evidence),
      ],
    );
    await holdFiles(client, rowId, fileIds, nextId);
    return ok({ reportId: rowId });
  });

async function findOpen(client: pg.ClientBase, reporterId: Id, report: AskedReport): Promise<Id | undefined> {
  const { conversationId, seq, userId } = objectOf(report);
  const { rows } = await client.query<{ id: Id }>(
    `SELECT id FROM report WHERE reporter_id = $1 AND kind = $2 AND conversation_id = $3 AND seq = $4
       AND ($5::bigint = 0 OR reported_id = $5) AND state = 0`,
    [reporterId, REPORT_KINDS.indexOf(report.kind), conversationId, seq, userId],
  );
  return rows[0]?.id;
}

async function countToday(client: pg.ClientBase, reporterId: Id): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM report WHERE reporter_id = $1 AND created_at > now() - interval '24 hours'`,
    [reporterId],
  );
  return rows[0]!.count;
}
