// Hop 6, check: whether senders may attach the files that they name. Only batches with attachments come here.
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { countArray, idArray } from './array-parameter.js';
import { fileVisible } from './file-visible-sql.js';

/** A file that a message is to carry, as its sender describes it. */
export interface FileClaim {
  readonly userId: Id;
  readonly fileId: Id;
  readonly size: number;
  readonly mime: string;
}

/**
 * A claim keeps the clean-up away for an hour, so a file that was there when it was asked about is there when the message is committed,
 * at most 5 s later (C8). Rows are locked in the order of their ids, so that two batches cannot wait for each other.
 */
const STATEMENT = `
WITH held AS MATERIALIZED (
  SELECT id, user_id, size, mime FROM file WHERE id = ANY ($1::bigint[]) AND ready = 1 AND deleted = 0 ORDER BY id FOR NO KEY UPDATE
), claimed AS (
  UPDATE file f SET check_at = greatest(f.check_at, now() + interval '1 hour') FROM held h WHERE f.id = h.id
)
SELECT a.ord FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[]) WITH ORDINALITY AS a(file_id, user_id, size, mime, ord)
JOIN held h ON h.id = a.file_id AND h.size = a.size AND h.mime = a.mime
WHERE h.user_id = a.user_id OR ${fileVisible('a.file_id', 'a.user_id')}`;

/** Whether each is a complete file of this size and type that the user uploaded or may see. */
export async function claimFiles(pool: pg.Pool, claims: readonly FileClaim[]): Promise<boolean[]> {
  const { rows } = await pool.query<{ ord: string }>({
    name: 'claim-files',
    text: STATEMENT,
    values: [
      idArray(claims, (c) => c.fileId),
      idArray(claims, (c) => c.userId),
      countArray(claims, (c) => c.size),
      // PostgreSQL refuses NUL in text, and the whole batch with it
      claims.map((c) => c.mime.replaceAll('\0', ' ')),
    ],
  });
  const granted = new Set(rows.map(({ ord }) => Number(ord) - 1));
  return claims.map((_, i) => granted.has(i));
}
