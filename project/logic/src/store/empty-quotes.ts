import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { withoutPreview } from '@godwit/shared/protocol/changed-body';
import { EntryKindNumber } from '@godwit/shared/protocol/messages/entry-kind';
import { bytesArray, countArray } from './array-parameter.js';

/** Quotes that a statement reads or writes: their bodies lie in memory. */
const PAGE = 500;

/**
 * The previews in quotes of the messages from … to are gone. updated_at stays: of an edited message it is when that was. In a transaction
 * that holds the conversation.
 */
export async function emptyQuotes(client: pg.ClientBase, conversationId: Id, from: number, to: number): Promise<void> {
  await client.query(
    `DECLARE quotes NO SCROLL CURSOR FOR SELECT seq, body FROM message
     WHERE conversation_id = $1 AND target_seq > 0 AND target_seq BETWEEN $2 AND $3 AND kind = ${String(EntryKindNumber.message)} AND deleted = 0`,
    [conversationId, from, to],
  );
  for (let last = false; !last;) {
    const { rows } = await client.query<Quote>(`FETCH ${String(PAGE)} FROM quotes`);
    await emptyPage(client, conversationId, rows);
    last = rows.length < PAGE;
  }
  await client.query('CLOSE quotes');
}

interface Quote {
  readonly seq: string;
  readonly body: Buffer;
}

async function emptyPage(client: pg.ClientBase, conversationId: Id, quotes: readonly Quote[]): Promise<void> {
  if (quotes.length === 0) return;
  await client.query(
    `UPDATE message e SET body = q.body FROM unnest($2::bigint[], $3::bytea[]) AS q(seq, body) WHERE e.conversation_id = $1 AND e.seq = q.seq`,
    [conversationId, countArray(quotes, ({ seq }) => Number(seq)), bytesArray(quotes, ({ body }) => withoutPreview(body))],
  );
}
