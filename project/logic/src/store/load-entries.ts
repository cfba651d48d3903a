import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import type { Direction } from '@godwit/shared/protocol/messages/history-request';
import { ENTRY_COLUMNS, type EntryRow, entryOf } from './entry-row.js';

export interface EntryRange {
  readonly conversationId: Id;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly limit: number;
  readonly direction: Direction;
}

const statement = (order: 'ASC' | 'DESC'): string =>
  `SELECT ${ENTRY_COLUMNS} FROM message e WHERE e.conversation_id = $1 AND e.seq BETWEEN $2 AND $3 ORDER BY e.seq ${order} LIMIT $4`;
const STATEMENTS: Record<Direction, string> = { forward: statement('ASC'), backward: statement('DESC') };

/** At most `limit` entries counted from fromSeq (forward, ascending) or from toSeq (backward, descending). */
export async function loadEntries(pool: pg.Pool, { conversationId, fromSeq, toSeq, limit, direction }: EntryRange): Promise<Entry[]> {
  const { rows } = await pool.query<EntryRow>({
    name: `load-entries-${direction}`,
    text: STATEMENTS[direction],
    values: [conversationId, fromSeq, toSeq, limit],
  });
  return rows.map(entryOf);
}
