/**
 * Hop 6: the statement for a batch of which nothing is in the log yet, which is nearly every batch. It does not look for repeated
 * entries, and so touches only the partitions that it writes to: a third of the CPU of the statement that does (commit-any.ts).
 * A repeated entry violates message_idempotency_key: then nothing of the batch was written.
 *
 * Seqs are counted back from the head that the UPDATE returns: an entry knows how many of its conversation follow it in the batch.
 *
 * A batch with a quote, a mention or a file, which most have not, is a statement of its own: it looks for the quoted messages and writes the rows of the others.
 */
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { bytesArray, countArray, idArray, smallArray } from './array-parameter.js';
import type { CommittedEntry, EntryToCommit } from './entry-to-commit.js';
import { MESSAGE_KIND, STALE } from './entry-to-commit.js';
import { lockedStatement } from './locked-statement.js';
import { fileArrays, insertFiles, insertMentions, mentionArrays, QUOTE_GONE } from './references-sql.js';

const statement = (references: boolean): string => `
WITH head AS (
  UPDATE conversation c SET last_seq = c.last_seq + b.entries, countable_total = c.countable_total + b.countable,
         last_entry_at = clock_timestamp(), updated_at = clock_timestamp()
  FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) AS b(id, version, entries, countable)
  WHERE c.id = ANY ($1) AND c.id = b.id AND c.deleted = 0 AND c.membership_version = b.version
  RETURNING c.id, c.last_seq, c.countable_total, c.last_entry_at AS at
), entry AS MATERIALIZED (
  SELECT e.*, ${references ? `${QUOTE_GONE} AS gone, ` : ''}h.last_seq - e.following AS seq, h.countable_total - e.countable_following AS no, h.at
  FROM unnest($5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::smallint[], $11::bigint[], $12::bytea[], $13::bigint[], $14::bigint[]${references ? ', $15::bytea[]' : ''})
       AS e(conversation_id, member_id, sender_id, client_msg_id, id, kind, target_seq, body, following, countable_following${references ? ', unquoted' : ''})
  JOIN head h ON h.id = e.conversation_id
), inserted AS (
  INSERT INTO message (id, conversation_id, seq, sender_id, client_msg_id, kind, countable_no, target_seq, body, created_at)
  SELECT id, conversation_id, seq, sender_id, client_msg_id, kind, no, target_seq, ${references ? 'CASE WHEN gone THEN unquoted ELSE body END' : 'body'}, at FROM entry
), ${
  references
    ? `mentioned AS (${insertMentions('entry', '$16', '$17', '$18')}
), filed AS (${insertFiles('entry', '$19', '$20', '$21')}
), `
    : ''
}marked AS (
  UPDATE conversation_member m SET read_seq = greatest(m.read_seq, p.seq), read_countable = greatest(m.read_countable, p.no), updated_at = p.at
  FROM (SELECT member_id, max(seq) AS seq, max(no) AS no, max(at) AS at FROM entry GROUP BY 1) p WHERE m.id = p.member_id
)
SELECT id, last_seq, countable_total, floor(date_part('epoch', at) * 1000)${references ? ', ARRAY(SELECT e.id FROM entry e WHERE e.conversation_id = head.id AND e.gone)' : ''}
FROM head`;

const PLAIN = { name: 'commit-new', text: statement(false) };
const WITH_REFERENCES = { name: 'commit-new-references', text: statement(true) };

type Row = [conversationId: Id, lastSeq: string, countableTotal: string, createdAt: number, unquoted?: Id[]];

/** One conversation of the batch. */
interface Head {
  readonly id: Id;
  readonly version: number;
  entries: number;
  countable: number;
}

/** Its place among the entries of its conversation in this batch. */
interface Place {
  readonly entry: EntryToCommit;
  readonly head: Head;
  readonly number: number;
  readonly countableNumber: number;
}

/** As commitEntries, but rejects when an entry is in the log already. Entries of one conversation have one membership version. */
export async function commitNew(pool: pg.Pool, entries: readonly EntryToCommit[]): Promise<CommittedEntry[]> {
  const heads = new Map<Id, Head>();
  const places = entries.map((entry) => placeOf(entry, heads));
  const conversations = [...heads.values()];
  const references = entries.some(refers);
  const rows = await lockedStatement<Row>(
    pool,
    { conversations: conversations.map(({ id }) => id) },
    {
      ...(references ? WITH_REFERENCES : PLAIN),
      rowMode: 'array',
      values: [
        idArray(conversations, (h) => h.id),
        countArray(conversations, (h) => h.version),
        countArray(conversations, (h) => h.entries),
        countArray(conversations, (h) => h.countable),
        idArray(entries, (e) => e.conversationId),
        idArray(entries, (e) => e.memberRowId),
        idArray(entries, (e) => e.senderId),
        idArray(entries, (e) => e.clientMsgId),
        idArray(entries, (e) => e.messageId),
        smallArray(entries, (e) => e.kind),
        countArray(entries, (e) => e.targetSeq),
        bytesArray(entries, (e) => e.body),
        countArray(places, ({ head, number }) => head.entries - number),
        countArray(places, ({ head, countableNumber }) => head.countable - countableNumber),
        ...(references ? [bytesArray(entries, (e) => e.unquoted), ...mentionArrays(entries), ...fileArrays(entries)] : []),
      ],
    },
  );
  const committed = new Map(rows.map((row) => [row[0], row]));
  return places.map((place) => fromRow(place, committed.get(place.head.id)));
}

const refers = ({ targetSeq, mentions, files }: EntryToCommit): boolean => targetSeq > 0 || mentions.length > 0 || files.length > 0;

function placeOf(entry: EntryToCommit, heads: Map<Id, Head>): Place {
  const id = entry.conversationId;
  const head = heads.get(id) ?? { id, version: entry.membershipVersion, entries: 0, countable: 0 };
  if (head.entries === 0) heads.set(id, head);
  head.entries += 1;
  if (entry.kind === MESSAGE_KIND) head.countable += 1;
  return { entry, head, number: head.entries, countableNumber: head.countable };
}

function fromRow({ entry, head, number, countableNumber }: Place, row: Row | undefined): CommittedEntry {
  if (row === undefined) return STALE;
  const [, lastSeq, countableTotal, createdAt, unquoted] = row;
  return {
    at: 'placed',
    seq: Number(lastSeq) - head.entries + number,
    countableNo: Number(countableTotal) - head.countable + countableNumber,
    createdAt,
    unquoted: unquoted?.includes(entry.messageId) === true,
  };
}
