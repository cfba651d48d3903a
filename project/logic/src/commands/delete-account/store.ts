import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { idArray } from '../../store/array-parameter.js';
import { SENDING } from '../../store/sending.js';
import { inTransaction } from '../../store/transaction.js';
import { endSessions, eraseNotes, erasePeople, eraseProfile } from './erase.js';
import { leaveAll, type LeftGroup } from './leave-all.js';
import { type LockedAccount, lockAccount, ownedByOthersToo, type Place } from './locked.js';

export interface AccountEnd {
  readonly userId: Id;
  /** The sign-in that asks for it. */
  readonly sessionId: Id;
}

export interface DeletedAccount {
  /** Sign-ins that ended with it. */
  readonly revoked: readonly Id[];
  readonly groups: readonly LeftGroup[];
  /** Conversations of two, with the other one and the state version that he has by it. */
  readonly directs: readonly { readonly conversationId: Id; readonly peerId: Id; readonly version: number }[];
  readonly notes: readonly Id[];
}

const ATTEMPTS = 3;
const NOTHING: DeletedAccount = { revoked: [], groups: [], directs: [], notes: [] };

/** All of it or nothing. Repeated, it changes nothing. */
export async function deleteAccount(pool: pg.Pool, end: AccountEnd, nextId: () => Id): Promise<Outcome<DeletedAccount>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const done = await inTransaction(pool, async (client) => {
      const locked = await lockAccount(client, end.userId, end.sessionId);
      return locked === undefined ? undefined : decide(client, end, locked, nextId);
    });
    if (done !== undefined) return done;
  }
  return refuse('OVERLOADED', undefined, 1_000);
}

async function decide(
  client: pg.ClientBase,
  { userId }: AccountEnd,
  locked: LockedAccount,
  nextId: () => Id,
): Promise<Outcome<DeletedAccount>> {
  if (locked.deleted) return ok(NOTHING);
  if (!locked.signedIn) return refuse('SESSION_REVOKED');
  const owned = ownedByOthersToo(locked).length;
  if (owned > 0) return refuse('OWNER_CANNOT_LEAVE', `${String(owned)} ${owned === 1 ? 'group has' : 'groups have'} other members`);
  const groups = await leaveAll(client, userId, locked.groups, nextId);
  const directs = await closeDirects(client, userId, locked.directs, locked.peers);
  await eraseNotes(client, locked.notes);
  await erasePeople(client, userId);
  const revoked = await endSessions(client, userId);
  await eraseProfile(client, userId);
  return ok({ revoked, groups, directs, notes: locked.notes.map(({ id }) => id) });
}

/** Both keep what was said, and neither says more; the other one's devices sync its new title. The users are locked. */
async function closeDirects(
  client: pg.ClientBase,
  userId: Id,
  directs: readonly Place[],
  peers: readonly Id[],
): Promise<DeletedAccount['directs']> {
  const ids = idArray(directs, ({ id }) => id);
  await client.query(
    `UPDATE conversation SET membership_version = membership_version + 1, updated_at = now() WHERE id = ANY ($1::bigint[])`,
    [ids],
  );
  await client.query(
    `UPDATE conversation_member SET can_send = ${String(SENDING.no)}, updated_at = now() WHERE conversation_id = ANY ($1::bigint[])`,
    [ids],
  );
  const { rows } = await client.query<{ conversationId: Id; peerId: Id; version: number }>(
    `WITH bumped AS (
       UPDATE users SET state_version = state_version + 1, updated_at = now() WHERE id = ANY ($3::bigint[]) AND deleted = 0 RETURNING id, state_version
     )
     UPDATE conversation_member m SET version = b.state_version FROM bumped b
     WHERE m.conversation_id = ANY ($1::bigint[]) AND m.user_id = b.id AND m.user_id <> $2
     RETURNING m.conversation_id AS "conversationId", m.user_id AS "peerId", m.version::float8 AS version`,
    [ids, userId, idArray(peers, (id) => id)],
  );
  return rows;
}
