import type pg from 'pg';
import { bytesArray, countArray, idArray, smallArray } from './array-parameter.js';
import { type CommittedEntry, CONTENT, type EntryToCommit, type RepeatedContent } from './entry-to-commit.js';

const STATEMENT = `
SELECT e.ord, d.id, d.seq, d.countable_no, floor(date_part('epoch', d.created_at) * 1000) AS created_ms, ${CONTENT} AS content, d.body
FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::smallint[], $5::bigint[], $6::bytea[], $7::bytea[])
     WITH ORDINALITY AS e(conversation_id, sender_id, client_msg_id, kind, target_seq, body, unquoted, ord)
CROSS JOIN LATERAL (
  SELECT * FROM message WHERE conversation_id = e.conversation_id AND sender_id = e.sender_id AND client_msg_id = e.client_msg_id LIMIT 1
) d`;

interface Row {
  ord: string;
  id: string;
  seq: string;
  countable_no: string;
  created_ms: number;
  content: RepeatedContent;
  body: Buffer;
}

/** An entry that is in the log, with the body that it has there. */
export type FoundEntry = Extract<CommittedEntry, { at: 'repeated' }> & { readonly body: Uint8Array };

/** Where each entry lies in its log, without putting it there; undefined: it does not. */
export async function findCommitted(pool: pg.Pool, entries: readonly EntryToCommit[]): Promise<(FoundEntry | undefined)[]> {
  const { rows } = await pool.query<Row>({
    name: 'find-committed',
    text: STATEMENT,
    values: [
      idArray(entries, (e) => e.conversationId),
      idArray(entries, (e) => e.senderId),
      idArray(entries, (e) => e.clientMsgId),
      smallArray(entries, (e) => e.kind),
      countArray(entries, (e) => e.targetSeq),
      bytesArray(entries, (e) => e.body),
      bytesArray(entries, (e) => e.unquoted),
    ],
  });
  const found = new Map(rows.map((row) => [Number(row.ord) - 1, placeOf(row)]));
  return entries.map((_, i) => found.get(i));
}

const placeOf = ({ id, seq, countable_no, created_ms, content, body }: Row): FoundEntry => ({
  at: 'repeated',
  messageId: id,
  seq: Number(seq),
  countableNo: Number(countable_no),
  createdAt: created_ms,
  content,
  body,
});
