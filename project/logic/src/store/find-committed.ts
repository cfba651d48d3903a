import type pg from 'pg';
import { bytesArray, countArray, idArray, smallArray } from './array-parameter.js';
import type { CommittedEntry, EntryToCommit } from './entry-to-commit.js';

const STATEMENT = `
SELECT e.ord, m.id, m.seq, m.countable_no, floor(date_part('epoch', m.created_at) * 1000) AS created_ms,
       m.kind = e.kind AND m.target_seq = e.target_seq AND m.body = e.body AS same
FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::smallint[], $5::bigint[], $6::bytea[])
     WITH ORDINALITY AS e(conversation_id, sender_id, client_msg_id, kind, target_seq, body, ord)
CROSS JOIN LATERAL (
  SELECT * FROM message WHERE conversation_id = e.conversation_id AND sender_id = e.sender_id AND client_msg_id = e.client_msg_id LIMIT 1
) m`;

interface Row {
  ord: string;
  id: string;
  seq: string;
  countable_no: string;
  created_ms: number;
  same: boolean;
}

/** Where each entry lies in its log, without putting it there; undefined: it does not. */
export async function findCommitted(pool: pg.Pool, entries: readonly EntryToCommit[]): Promise<(CommittedEntry | undefined)[]> {
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
    ],
  });
  const found = new Map(rows.map((row) => [Number(row.ord) - 1, placeOf(row)]));
  return entries.map((_, i) => found.get(i));
}

const placeOf = ({ id, seq, countable_no, created_ms, same }: Row): CommittedEntry => ({
  at: 'repeated',
  messageId: id,
  seq: Number(seq),
  countableNo: Number(countable_no),
  createdAt: created_ms,
  same,
});
