import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { directKey, pairOf } from '../store/pair.js';

let last = 1_000_000_000_000;
/** Unique in the process. */
export const testId = (): Id => String(++last);

export async function createUser(db: pg.Pool, name = `user${testId()}`): Promise<Id> {
  const id = testId();
  await db.query(`INSERT INTO users (id, username, nickname) VALUES ($1, $2, $3)`, [id, name.toLowerCase(), name]);
  return id;
}

/** A direct conversation of two friends. */
export async function befriend(db: pg.Pool, a: Id, b: Id): Promise<Id> {
  const conversationId = testId();
  await db.query(`INSERT INTO friend (id, user_id, friend_id) VALUES ($1, $3, $4), ($2, $4, $3)`, [testId(), testId(), a, b]);
  await db.query(`INSERT INTO conversation (id, type, direct_key, member_count) VALUES ($1, 0, $2, 2)`, [
    conversationId,
    directKey(pairOf(a, b)),
  ]);
  await addMembers(db, conversationId, [a, b]);
  return conversationId;
}

export async function createGroup(db: pg.Pool, members: readonly Id[], { room = false } = {}): Promise<Id> {
  const conversationId = testId();
  await db.query(`INSERT INTO conversation (id, type, member_count, room) VALUES ($1, 1, $2, $3)`, [
    conversationId,
    members.length,
    Number(room),
  ]);
  await addMembers(db, conversationId, members);
  return conversationId;
}

async function addMembers(db: pg.Pool, conversationId: Id, members: readonly Id[]): Promise<void> {
  for (const userId of members) {
    await db.query(`INSERT INTO conversation_member (id, conversation_id, user_id) VALUES ($1, $2, $3)`, [
      testId(),
      conversationId,
      userId,
    ]);
  }
}

/** seqs of a conversation in order. */
export async function seqs(db: pg.Pool, conversationId: Id): Promise<number[]> {
  const { rows } = await db.query<{ seq: number }>(`SELECT seq::int AS seq FROM message WHERE conversation_id = $1 ORDER BY seq`, [
    conversationId,
  ]);
  return rows.map((row) => row.seq);
}

export const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
