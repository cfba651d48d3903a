// The rows that are his alone. What others see of him stays as rows without his words: their lists learn from them that he is gone.
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { REQUEST_STATUS } from '../accept-friend/check.js';
import type { Place } from './locked.js';

const NOTES_A_STATEMENT = 5_000;

/** Notes to oneself: nobody else ever had them. In parts, so that each statement keeps its time limit. */
export async function eraseNotes(client: pg.ClientBase, notes: readonly Place[]): Promise<void> {
  for (const { id, lastSeq } of notes) {
    await client.query(
      `UPDATE conversation SET deleted = 1, membership_version = membership_version + 1, updated_at = now() WHERE id = $1`,
      [id],
    );
    for (const table of ['message_revision', 'message_reaction', 'message_pin', 'message_mention', 'message_file'])
      await client.query(`DELETE FROM ${table} WHERE conversation_id = $1`, [id]);
    for (let from = 0; from < lastSeq; from += NOTES_A_STATEMENT)
      await client.query(`DELETE FROM message WHERE conversation_id = $1 AND seq > $2 AND seq <= $3`, [id, from, from + NOTES_A_STATEMENT]);
  }
}

/**
 * Friendships, requests, blocks, applications, stars, drafts and all that he decided about conversations for himself. The lists of others
 * learn of it by users.shown_at, so their versions need no change here (web/src/store/read-list.ts).
 */
export async function erasePeople(client: pg.ClientBase, userId: Id): Promise<void> {
  const statements = [
    `UPDATE friend SET deleted = 1, remark = '', updated_at = now() WHERE user_id = $1`,
    `UPDATE friend SET deleted = 1, remark = '', updated_at = now() WHERE friend_id = $1 AND user_id IN (SELECT o.friend_id FROM friend o WHERE o.user_id = $1)`,
    `UPDATE friend_request SET deleted = 1, message = '', updated_at = now(),
       status = CASE status WHEN ${String(REQUEST_STATUS.pending)} THEN ${String(REQUEST_STATUS.rejected)} ELSE status END
     WHERE from_user_id = $1 OR to_user_id = $1`,
    `UPDATE user_block SET deleted = 1, updated_at = now() WHERE user_id = $1 OR blocked_id = $1`,
    `DELETE FROM group_application WHERE user_id = $1`,
    `DELETE FROM group_creation WHERE user_id = $1`,
    `DELETE FROM favourite WHERE user_id = $1`,
    `UPDATE conversation_member SET nickname = '', draft = '', pinned_at = NULL, mute_level = 0, mute_until = NULL, archived = 0, marked_unread = 0,
       hidden = '{}', closed_seq = 0, updated_at = now() WHERE user_id = $1`,
  ];
  for (const statement of statements) await client.query(statement, [userId]);
}

/** The sign-ins that end with it. */
export async function endSessions(client: pg.ClientBase, userId: Id): Promise<Id[]> {
  const { rows } = await client.query<{ id: Id }>(
    `UPDATE user_session SET revoked_at = now(), updated_at = now() WHERE user_id = $1 AND revoked_at IS NULL RETURNING id`,
    [userId],
  );
  await client.query(`UPDATE user_session SET ip = '', device_id = '', updated_at = now() WHERE user_id = $1 AND revoked_at IS NOT NULL`, [
    userId,
  ]);
  return rows.map((row) => row.id);
}

/**
 * The row stays: messages that others keep name its id. The name goes to nobody else: somebody who trusts it would meet a stranger.
 * Files: the clean-up looks at them in an hour, when no claim of a message that is being committed can be left (store/claim-files.ts).
 */
export async function eraseProfile(client: pg.ClientBase, userId: Id): Promise<void> {
  await client.query(
    `UPDATE users u SET username = t.name || CASE WHEN EXISTS (SELECT FROM users o WHERE o.username = t.name) THEN ':' || u.id ELSE '' END,
       password_hash = '', nickname = '', phone = '', email = '', avatar = '', gender = 0, signature = '', deleted = 1,
       state_version = state_version + 1, shown_at = now(), updated_at = now()
     FROM (SELECT '#' || encode(sha256(convert_to(username, 'UTF8')), 'hex') AS name FROM users WHERE id = $1) t WHERE u.id = $1`,
    [userId],
  );
  await client.query(
    `UPDATE file SET check_at = least(check_at, now() + interval '1 hour'), updated_at = now() WHERE user_id = $1 AND deleted = 0`,
    [userId],
  );
}
