// Files that the evidence of open reports shows. The clean-up of web keeps them, may-have-file.ts lets admins open them.
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { idArray } from './array-parameter.js';

/**
 * As a claim of a message does (claim-files.ts) it keeps the clean-up away until the report is committed. What is being removed already is
 * not held. In the transaction of the report.
 */
export async function holdFiles(client: pg.ClientBase, reportId: Id, fileIds: readonly Id[], nextId: () => Id): Promise<void> {
  if (fileIds.length === 0) return;
  await client.query(
    `WITH held AS MATERIALIZED (
       SELECT id FROM file WHERE id = ANY ($2::bigint[]) AND ready = 1 AND deleted = 0 ORDER BY id FOR NO KEY UPDATE
     ), kept AS (
       UPDATE file f SET check_at = greatest(f.check_at, now() + interval '1 hour') FROM held h WHERE f.id = h.id
     )
     INSERT INTO report_file (id, report_id, file_id)
     SELECT n.id, $1, n.file_id FROM unnest($3::bigint[], $2::bigint[]) AS n(id, file_id) JOIN held h ON h.id = n.file_id`,
    [reportId, idArray(fileIds, (id) => id), fileIds.map(() => nextId())],
  );
}

/** What nothing else refers to is removed at the next look of the clean-up. */
export async function releaseFiles(client: pg.ClientBase, reportId: Id): Promise<void> {
  await client.query(
    `WITH released AS (
       UPDATE report_file SET deleted = 1, updated_at = now() WHERE report_id = $1 AND deleted = 0 RETURNING file_id
     )
     UPDATE file f SET check_at = least(f.check_at, now() + interval '1 hour') FROM released r WHERE f.id = r.file_id`,
    [reportId],
  );
}
