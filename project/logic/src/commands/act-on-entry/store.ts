// One transaction: lock the conversation, decide on fresh rows, put the entry into the log, change its target.
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import type { Refusal } from '@godwit/shared/outcome';
import { EntryKindNumber } from '@godwit/shared/protocol/messages/entry-kind';
import { inTransaction } from '../../store/transaction.js';
import type { Action } from './action.js';
import { changeTarget } from './change-target.js';
import { actionRefusal } from './check.js';
import { type First, loadSituation } from './load.js';

export interface ActionToStore {
  readonly conversationId: Id;
  readonly userId: Id;
  /** Of the snapshot that sendRefusal was read from. */
  readonly membershipVersion: number;
  readonly sendRefusal: Refusal | undefined;
  readonly action: Action;
  /** A hook may have given the edit another text: of one that comes again the body does not count. */
  readonly reviewed: boolean;
}

export interface PlacedAction {
  readonly messageId: Id;
  readonly seq: number;
  readonly countableNo: number;
  readonly createdAt: number;
  readonly body: Uint8Array;
}

export type StoredAction =
  | { readonly at: 'placed' | 'repeated'; readonly place: PlacedAction }
  | { readonly at: 'refused'; readonly refusal: Refusal }
  /** The membership version has changed: nothing was written. */
  | { readonly at: 'stale' };

export const storeAction = (pool: pg.Pool, wanted: ActionToStore, nextId: () => Id): Promise<StoredAction> =>
  inTransaction(pool, async (client) => {
    const { conversationId, userId, membershipVersion, sendRefusal, action } = wanted;
    await client.query(`SELECT id FROM conversation WHERE id = $1 FOR NO KEY UPDATE`, [conversationId]);
    const loaded = await loadSituation(client, wanted);
    if (loaded === undefined) return { at: 'refused', refusal: { error: 'CONVERSATION_NOT_FOUND' } };
    if (loaded.first !== undefined) return repeated(loaded.first);
    if (loaded.membershipVersion !== membershipVersion) return { at: 'stale' };
    const { target } = loaded;
    const refusal = actionRefusal({ ...loaded, actor: { ...loaded.actor, sendRefusal } }, action);
    if (refusal !== undefined || target === undefined) return { at: 'refused', refusal: refusal ?? { error: 'ENTRY_NOT_FOUND' } };
    const { at, ...place } = await appendAction(client, wanted, loaded.memberRowId, nextId());
    await changeTarget(client, { conversationId, userId, action, target, at, nextId });
    return { at: 'placed', place };
  });

const repeated = (first: First): StoredAction =>
  first.same ? { at: 'repeated', place: first } : { at: 'refused', refusal: { error: 'IDEMPOTENCY_MISMATCH' } };

/** The next entry; it does not count as unread, and who acts has read everything up to there, as who sends. */
export async function appendAction(
  client: pg.ClientBase,
  { conversationId, userId, action }: Pick<ActionToStore, 'conversationId' | 'userId' | 'action'>,
  memberRowId: Id,
  messageId: Id,
): Promise<PlacedAction & { readonly at: string }> {
  const { rows } = await client.query<{ seq: string; countable_no: string; created_ms: number; at: string }>(
    `WITH moved AS (
       UPDATE conversation SET last_seq = last_seq + 1, last_entry_at = clock_timestamp(), updated_at = clock_timestamp()
       WHERE id = $1 RETURNING last_seq, countable_total, last_entry_at
     ), marked AS (
       UPDATE conversation_member m SET read_seq = greatest(m.read_seq, v.last_seq),
         read_countable = greatest(m.read_countable, v.countable_total), updated_at = v.last_entry_at
       FROM moved v WHERE m.id = $8
     )
     INSERT INTO message (id, conversation_id, seq, sender_id, client_msg_id, kind, countable_no, target_seq, body, created_at)
     SELECT $2, $1, last_seq, $3, $4, $5, countable_total, $6, $7, last_entry_at FROM moved
     RETURNING seq, countable_no, floor(date_part('epoch', created_at) * 1000) AS created_ms, created_at::text AS at`,
    [
      conversationId,
      messageId,
      userId,
      action.clientMsgId,
      EntryKindNumber[action.kind],
      action.targetSeq,
      Buffer.from(action.body),
      memberRowId,
    ],
  );
  const row = rows[0]!;
  return {
    messageId,
    seq: Number(row.seq),
    countableNo: Number(row.countable_no),
    createdAt: row.created_ms,
    body: action.body,
    at: row.at,
  };
}
