// SQL of the retention (upkeep/expire-messages.ts).
import type pg from 'pg';
import { type Id, NO_ID } from '@godwit/shared/ids/id';
import { EntryKindNumber } from '@godwit/shared/protocol/messages/entry-kind';
import { emptyQuotes } from './empty-quotes.js';
import { inTransaction } from './transaction.js';

const BATCH = 200;
/** Reactions, earlier versions, pins, mentions or stars that are removed at a time: of a large group a batch may have very many. */
const MAX_ROWS = 2_000;
/** Of what users said; what the server says of the group (member, info, system) stays for devices that catch up. */
const SAID = (['message', 'edit', 'reaction', 'unreact'] as const).map((kind) => EntryKindNumber[kind]).join(', ');

/** The midnight (UTC) before which messages are too old, as PostgreSQL writes it. */
export async function readCutoff(pool: pg.Pool, days: number): Promise<string> {
  const { rows } = await pool.query<{ cutoff: string }>(
    `SELECT (date_trunc('day', now(), 'UTC') - $1::int * interval '1 day')::text AS cutoff`,
    [days],
  );
  return rows[0]!.cutoff;
}

export interface ExpiredQuery {
  readonly cutoff: string;
  /** Conversations with a larger id. */
  readonly after: Id;
  readonly limit: number;
}

/** last: of the conversations that were looked at; NO_ID: there was none. One look at the primary key of `message` for each. */
export async function findExpired(
  pool: pg.Pool,
  { cutoff, after, limit }: ExpiredQuery,
): Promise<{ readonly found: readonly Id[]; readonly last: Id }> {
  const { rows } = await pool.query<{ id: Id; old: boolean | null }>({
    name: 'find-expired',
    text: `SELECT c.id, e.old FROM (
        SELECT id, expired_seq FROM conversation WHERE id > $1 AND deleted = 0 ORDER BY id LIMIT $3
      ) c LEFT JOIN LATERAL (
        SELECT created_at < $2::timestamptz AS old FROM message WHERE conversation_id = c.id AND seq = c.expired_seq + 1 LIMIT 1
      ) e ON true ORDER BY c.id`,
    values: [after, cutoff, limit],
  });
  return { found: rows.filter(({ old }) => old === true).map(({ id }) => id), last: rows.at(-1)?.id ?? NO_ID };
}

export interface Expired {
  readonly rows: number;
  /** What the conversation has left: nothing, more, or what somebody else who holds it now lets one see. */
  readonly left: 'nothing' | 'more' | 'unknown';
}

/** The next entries of a conversation that are too old, all of a batch or none. It waits for nobody: neither for a sender nor for another node. */
export const expireBatch = (pool: pg.Pool, conversationId: Id, cutoff: string): Promise<Expired> =>
  inTransaction(pool, async (client): Promise<Expired> => {
    const { rows: heads } = await client.query<{ expired_seq: string }>(
      `SELECT expired_seq FROM conversation WHERE id = $1 AND deleted = 0 FOR NO KEY UPDATE SKIP LOCKED`,
      [conversationId],
    );
    const [head] = heads;
    if (head === undefined) return { rows: 0, left: (await exists(client, conversationId)) ? 'unknown' : 'nothing' };
    const { rows: next } = await client.query<{ seq: string; countable_no: string; old: boolean }>(
      `SELECT seq, countable_no, created_at < $3::timestamptz AS old FROM message
       WHERE conversation_id = $1 AND seq > $2 ORDER BY seq LIMIT ${String(BATCH)}`,
      [conversationId, head.expired_seq, cutoff],
    );
    const young = next.findIndex(({ old }) => !old);
    const batch = young < 0 ? next : next.slice(0, young);
    const last = batch.at(-1);
    if (last === undefined) return { rows: 0, left: 'nothing' };
    const range: Range = { conversationId, from: Number(batch[0]!.seq), to: Number(last.seq) };
    if (!(await removeBeside(client, range))) return { rows: 0, left: 'more' };
    await empty(client, range);
    await emptyQuotes(client, conversationId, range.from, range.to);
    await client.query(
      `UPDATE conversation SET expired_seq = $2, expired_countable = $3, expired_at = clock_timestamp(), updated_at = clock_timestamp() WHERE id = $1`,
      [conversationId, last.seq, last.countable_no],
    );
    return { rows: batch.length, left: batch.length < BATCH ? 'nothing' : 'more' };
  });

async function exists(client: pg.ClientBase, conversationId: Id): Promise<boolean> {
  return (await client.query(`SELECT FROM conversation WHERE id = $1 AND deleted = 0`, [conversationId])).rowCount === 1;
}

interface Range {
  readonly conversationId: Id;
  readonly from: number;
  readonly to: number;
}

/** False: there may be more. */
async function removeBeside(client: pg.ClientBase, { conversationId, from, to }: Range): Promise<boolean> {
  for (const table of ['message_reaction', 'message_revision', 'message_pin', 'message_mention', 'favourite']) {
    const { rowCount } = await client.query(
      `DELETE FROM ${table} WHERE id IN (
         SELECT id FROM ${table} WHERE conversation_id = $1 AND seq BETWEEN $2 AND $3 LIMIT ${String(MAX_ROWS)}
       )`,
      [conversationId, from, to],
    );
    if (rowCount === MAX_ROWS) return false;
  }
  return true;
}

/** As a recall does it; files that nothing else refers to are removed at the next look of the clean-up. */
async function empty(client: pg.ClientBase, { conversationId, from, to }: Range): Promise<void> {
  const values = [conversationId, from, to];
  await client.query(
    `UPDATE message SET body = '', deleted = CASE kind WHEN ${String(EntryKindNumber.message)} THEN 1 ELSE deleted END, updated_at = now()
     WHERE conversation_id = $1 AND seq BETWEEN $2 AND $3 AND kind IN (${SAID})`,
    values,
  );
  // an edit may be of a later day than what it is about
  await client.query(
    `UPDATE message SET body = '', updated_at = now()
     WHERE conversation_id = $1 AND target_seq > 0 AND target_seq BETWEEN $2 AND $3 AND seq > $3 AND kind = ${String(EntryKindNumber.edit)}`,
    values,
  );
  await client.query(
    `WITH forgotten AS (
       UPDATE message_file SET deleted = 1, updated_at = now() WHERE conversation_id = $1 AND seq BETWEEN $2 AND $3 AND deleted = 0 RETURNING file_id
     )
     UPDATE file f SET check_at = least(f.check_at, now() + interval '1 hour') FROM forgotten g WHERE f.id = g.file_id`,
    values,
  );
}
