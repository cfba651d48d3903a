/**
 * Hop 6: the statement for a batch that may hold entries which are in the log already; their conversations are locked before it.
 *
 * - An entry is placed only when the membership version that its sender was checked against is the row's: nobody who lost the right
 *   to send gets a later seq (S12). The others come back as absent rows.
 * - An entry that is there already (same conversation, sender and client id) gives its first seq. Its snapshot was taken under the
 *   locks, so it sees what every other node has committed.
 * - A message of a stranger, or the answer to one, changes what both may send (F-68). Of such a conversation the batch has one entry.
 */
import type pg from 'pg';
import { bytesArray, countArray, idArray, smallArray } from './array-parameter.js';
import { type CommittedEntry, CONTENT, type EntryToCommit, type RepeatedContent, STALE } from './entry-to-commit.js';
import { lockedStatement } from './locked-statement.js';
import { fileArrays, insertFiles, insertMentions, mentionArrays, QUOTE_GONE } from './references-sql.js';
import { SENDING } from './sending.js';

const MAY = String(SENDING.may);
const ASKED = `m.can_send = ${String(SENDING.asked)}`;
/** A group of placed entries has at most one. */
const COUNTED = 'count(*) FILTER (WHERE counted = 1 AND kind = 0)';

/** kind 0 (message) is the countable one: EntryKind of schema/message.fbs. */
const STATEMENT = `
WITH head AS MATERIALIZED (
  SELECT id, last_seq, countable_total, membership_version FROM conversation WHERE id = ANY ($1::bigint[]) AND deleted = 0
), entry AS MATERIALIZED (
  SELECT e.*, h.last_seq, h.countable_total, d.seq IS NULL AS fresh,
         d.id AS first_id, d.seq AS first_seq, d.countable_no AS first_no, d.created_at AS first_at,
         ${CONTENT} AS content, ${QUOTE_GONE} AS gone
  FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::smallint[], $8::bigint[], $9::bytea[], $10::bytea[], $14::smallint[])
       WITH ORDINALITY AS e(conversation_id, version, member_id, sender_id, client_msg_id, id, kind, target_seq, body, unquoted, counted, ord)
  JOIN head h ON h.id = e.conversation_id
  LEFT JOIN LATERAL (
    SELECT m.id, m.seq, m.countable_no, m.created_at, m.kind, m.target_seq, m.body, m.deleted, m.edits FROM message m
    WHERE m.conversation_id = e.conversation_id AND m.sender_id = e.sender_id AND m.client_msg_id = e.client_msg_id LIMIT 1
  ) d ON true
  WHERE (h.membership_version = e.version) IS TRUE
), placed AS MATERIALIZED (
  SELECT *, last_seq + row_number() OVER w AS seq, countable_total + count(*) FILTER (WHERE kind = 0) OVER w AS no, clock_timestamp() AS at
  FROM entry WHERE fresh WINDOW w AS (PARTITION BY conversation_id ORDER BY ord)
), moved AS (
  UPDATE conversation c SET last_seq = p.seq, countable_total = p.no, last_entry_at = p.at, updated_at = p.at,
         membership_version = c.membership_version + p.counted
  FROM (SELECT conversation_id, max(seq) AS seq, max(no) AS no, max(at) AS at, ${COUNTED} AS counted FROM placed GROUP BY 1) p WHERE c.id = p.conversation_id
), inserted AS (
  INSERT INTO message (id, conversation_id, seq, sender_id, client_msg_id, kind, countable_no, target_seq, body, created_at)
  SELECT id, conversation_id, seq, sender_id, client_msg_id, kind, no, target_seq, CASE WHEN gone THEN unquoted ELSE body END, at FROM placed
), mentioned AS (${insertMentions('placed', '$11', '$12', '$13')}
), filed AS (${insertFiles('placed', '$15', '$16', '$17')}
), marked AS (
  UPDATE conversation_member m SET read_seq = greatest(m.read_seq, p.seq), read_countable = greatest(m.read_countable, p.no), updated_at = p.at,
         can_send = CASE WHEN p.counted = 0 THEN m.can_send WHEN ${ASKED} THEN ${MAY} ELSE m.can_send - 1 END
  FROM (SELECT member_id, max(seq) AS seq, max(no) AS no, max(at) AS at, ${COUNTED} AS counted FROM placed GROUP BY 1) p WHERE m.id = p.member_id
), answered AS (
  UPDATE conversation_member o SET can_send = ${MAY}, updated_at = p.at
  FROM placed p JOIN conversation_member m ON m.id = p.member_id AND ${ASKED}
  WHERE p.counted = 1 AND p.kind = 0 AND o.conversation_id = p.conversation_id AND o.id <> p.member_id
)
SELECT ord, seq, no, floor(date_part('epoch', at) * 1000) AS at, NULL AS id, NULL AS content, gone FROM placed
UNION ALL
SELECT ord, first_seq, first_no, floor(date_part('epoch', first_at) * 1000), first_id, content, false FROM entry WHERE NOT fresh`;

type Row = [
  ord: string,
  seq: string,
  countableNo: string,
  at: number,
  messageId: string | null,
  content: RepeatedContent | null,
  gone: boolean,
];

/** As commitEntries. */
export async function commitAny(pool: pg.Pool, entries: readonly EntryToCommit[]): Promise<CommittedEntry[]> {
  const rows = await lockedStatement<Row>(
    pool,
    { conversations: [...new Set(entries.map((e) => e.conversationId))] },
    {
      name: 'commit-any',
      text: STATEMENT,
      rowMode: 'array',
      values: [
        idArray(entries, (e) => e.conversationId),
        countArray(entries, (e) => e.membershipVersion),
        idArray(entries, (e) => e.memberRowId),
        idArray(entries, (e) => e.senderId),
        idArray(entries, (e) => e.clientMsgId),
        idArray(entries, (e) => e.messageId),
        smallArray(entries, (e) => e.kind),
        countArray(entries, (e) => e.targetSeq),
        bytesArray(entries, (e) => e.body),
        bytesArray(entries, (e) => e.unquoted),
        ...mentionArrays(entries),
        smallArray(entries, (e) => Number(e.counted)),
        ...fileArrays(entries),
      ],
    },
  );
  const committed = new Array<CommittedEntry>(entries.length).fill(STALE);
  for (const row of rows) committed[Number(row[0]) - 1] = fromRow(row);
  return committed;
}

function fromRow([, seq, countableNo, createdAt, messageId, content, gone]: Row): CommittedEntry {
  const place = { seq: Number(seq), countableNo: Number(countableNo), createdAt };
  return messageId === null || content === null
    ? { at: 'placed', ...place, unquoted: gone }
    : { at: 'repeated', messageId, ...place, content };
}
