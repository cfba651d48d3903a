import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';

/** Chosen by the client for one group. */
export interface CreationKey {
  readonly userId: Id;
  readonly requestKey: string;
}

export interface Creation {
  readonly conversationId: Id;
  readonly requestHash: Buffer;
}

/** The same for the same members in whatever order. */
export const creationHash = (title: string, memberIds: readonly Id[]): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([title, [...memberIds].sort()]))
    .digest();

/** What a request with this key has made. */
export async function findCreation(client: pg.ClientBase, { userId, requestKey }: CreationKey): Promise<Creation | undefined> {
  const { rows } = await client.query<Creation>(
    `SELECT conversation_id AS "conversationId", request_hash AS "requestHash" FROM group_creation
     WHERE user_id = $1 AND request_key = $2 AND deleted = 0`,
    [userId, requestKey],
  );
  return rows[0];
}

/** False: another request with the key has made its group meanwhile. One that still runs is waited for: the index holds this insert. */
export async function insertCreation(
  client: pg.ClientBase,
  id: Id,
  { userId, requestKey, requestHash, conversationId }: CreationKey & Creation,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO group_creation (id, user_id, request_key, request_hash, conversation_id) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (user_id, request_key) DO NOTHING`,
    [id, userId, requestKey, requestHash, conversationId],
  );
  return rowCount === 1;
}
