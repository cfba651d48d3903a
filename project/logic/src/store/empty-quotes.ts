import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { withoutPreview } from '@godwit/shared/protocol/changed-body';
import { EntryKindNumber } from '@godwit/shared/protocol/messages/entry-kind';
import { bytesArray, countArray } from './array-parameter.js';

/** Quotes that are read at a time: their bodies lie in memory. */
const PAGE = 500;

/**
 * The previews in quotes of the messages from … to are gone. updated_at stays: of an edited message it is when that was. In a transaction
 * that holds the conversation.
 */
export async function emptyQuotes(client: pg.ClientBase, conversationId: Id, from: number, to: number): Promise<void> {
  const { rows } = await client.query<{ seq: string }>(
    `SELECT seq FROM message WHERE conversation_id = $1 AND target_seq > 0 AND target_seq BETWEEN $2 AND $3
       AND kind = ${String(EntryKindNumber.message)} AND deleted = 0`,
    [conversationId, from, to],
  );
  for (let at = 0; at < rows.length; at += PAGE) await emptyPage(client, conversationId, rows.slice(at, at + PAGE));
}

async function emptyPage(client: pg.ClientBase, conversationId: Id, quotes: readonly { seq: string }[]): Promise<void> {
  const seqs = countArray(quotes, ({ seq }) => Number(seq));
  const { rows } = await client.query<{ seq: string; body: Buffer }>(
    `SELECT seq, body FROM message WHERE conversation_id = $1 AND seq = ANY ($2::bigint[])`,
    [conversationId, seqs],
  );
  await client.query(
    `UPDATE message e SET body = q.body FROM unnest($2::bigint[], $3::bytea[]) AS q(seq, body) WHERE e.conversation_id = $1 AND e.seq = q.seq`,
    [conversationId, countArray(rows, ({ seq }) => Number(seq)), bytesArray(rows, ({ body }) => withoutPreview(body))],
  );
}
