// What an entry about a message does to it, in the transaction that gave the entry its seq. The conversation is locked.
import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { editedBody, withoutPreview } from '@godwit/shared/protocol/changed-body';
import { EntryKindNumber } from '@godwit/shared/protocol/messages/entry-kind';
import { referencesOf } from '../../send/references.js';
import { emptyQuotes } from '../../store/empty-quotes.js';
import type { Action } from './action.js';
import type { Target } from './check.js';

export interface Change {
  readonly conversationId: Id;
  readonly userId: Id;
  readonly action: Action;
  readonly target: Pick<Target, 'body' | 'edits'>;
  /** created_at of the entry, as PostgreSQL writes it: to the microsecond. */
  readonly at: string;
  readonly nextId: () => Id;
}

export async function changeTarget(client: pg.ClientBase, change: Change): Promise<void> {
  switch (change.action.kind) {
    case 'recall':
      return recall(client, change);
    case 'edit':
      return edit(client, change);
    case 'reaction':
      return react(client, change);
    case 'unreact':
      return unreact(client, change);
    case 'pin':
      return pin(client, change);
    case 'unpin':
      return unpin(client, change);
  }
}

/** Afterwards no row says what the message said: not itself, its edits, its earlier versions or the quotes of it. */
async function recall(client: pg.ClientBase, change: Change): Promise<void> {
  const { conversationId, action, target, at } = change;
  const where = [conversationId, action.targetSeq, at];
  await client.query(`UPDATE message SET body = '', deleted = 1, updated_at = $3 WHERE conversation_id = $1 AND seq = $2`, where);
  await client.query(
    `UPDATE message SET body = '', updated_at = $3 WHERE conversation_id = $1 AND target_seq = $2 AND kind = ${String(EntryKindNumber.edit)}`,
    where,
  );
  await client.query(`DELETE FROM message_revision WHERE conversation_id = $1 AND seq = $2`, [conversationId, action.targetSeq]);
  await client.query(
    `UPDATE message_reaction SET deleted = 1, updated_at = $3 WHERE conversation_id = $1 AND seq = $2 AND deleted = 0`,
    where,
  );
  await unpin(client, change);
  await forgetMentions(client, change, target.body);
  await forgetFiles(client, change);
  await emptyQuotes(client, conversationId, action.targetSeq, action.targetSeq);
}

/** The earlier version is kept without the preview of its quote: a recall of the quoted message finds that in `message` only. */
async function edit(client: pg.ClientBase, change: Change): Promise<void> {
  const { conversationId, action, target, at, nextId } = change;
  await client.query(`INSERT INTO message_revision (id, conversation_id, seq, edit, body, created_at) VALUES ($1, $2, $3, $4, $5, $6)`, [
    nextId(),
    conversationId,
    action.targetSeq,
    target.edits,
    Buffer.from(withoutPreview(target.body)),
    at,
  ]);
  await client.query(`UPDATE message SET body = $4, edits = edits + 1, updated_at = $3 WHERE conversation_id = $1 AND seq = $2`, [
    conversationId,
    action.targetSeq,
    at,
    Buffer.from(editedBody(target.body, action.body)),
  ]);
  await forgetMentions(client, change, target.body);
  await mention(client, change);
  await forgetFiles(client, change);
}

/** Those that the entry does not name; of a recall: all. What nothing refers to any more is removed at the next look of the clean-up. */
async function forgetFiles(client: pg.ClientBase, { conversationId, action, target, at }: Change): Promise<void> {
  if ((referencesOf(target.body)?.attached ?? []).length === 0) return;
  await client.query(
    `WITH forgotten AS (
       UPDATE message_file SET deleted = 1, updated_at = $3
       WHERE conversation_id = $1 AND seq = $2 AND deleted = 0 AND NOT file_id = ANY ($4::bigint[]) RETURNING file_id
     )
     UPDATE file f SET check_at = least(f.check_at, now() + interval '1 hour') FROM forgotten g WHERE f.id = g.file_id`,
    [conversationId, action.targetSeq, at, action.files],
  );
}

/** The rows are those that the body names: each edit rewrites them. */
async function forgetMentions(client: pg.ClientBase, { conversationId, action, at }: Change, body: Uint8Array): Promise<void> {
  const mentions = referencesOf(body)?.mentions ?? [];
  if (mentions.length === 0) return;
  await client.query(
    `UPDATE message_mention SET deleted = 1, updated_at = $3 WHERE conversation_id = $1 AND seq = $2 AND user_id = ANY ($4::bigint[])`,
    [conversationId, action.targetSeq, at, mentions],
  );
}

async function mention(client: pg.ClientBase, { conversationId, action, at, nextId }: Change): Promise<void> {
  const { mentions } = action;
  if (mentions.length === 0) return;
  await client.query(
    `INSERT INTO message_mention (id, conversation_id, seq, user_id, created_at)
     SELECT n.id, $1, $2, n.user_id, $3 FROM unnest($4::bigint[], $5::bigint[]) AS n(id, user_id)
     WHERE n.user_id = 0 OR EXISTS (
       SELECT FROM conversation_member m
       WHERE m.conversation_id = $1 AND m.user_id = n.user_id AND m.max_seq = 0 AND m.min_seq <= $2 AND m.deleted = 0
     )
     ON CONFLICT (conversation_id, user_id, seq) DO UPDATE SET deleted = 0, updated_at = $3`,
    [conversationId, action.targetSeq, at, mentions.map(() => nextId()), mentions],
  );
}

async function react(client: pg.ClientBase, { conversationId, userId, action, at, nextId }: Change): Promise<void> {
  await client.query(
    `INSERT INTO message_reaction (id, conversation_id, seq, user_id, emoji, created_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (conversation_id, seq, user_id, emoji) DO UPDATE SET deleted = 0, created_at = $6, updated_at = $6`,
    [nextId(), conversationId, action.targetSeq, userId, action.emoji, at],
  );
}

async function unreact(client: pg.ClientBase, { conversationId, userId, action, at }: Change): Promise<void> {
  await client.query(
    `UPDATE message_reaction SET deleted = 1, updated_at = $5 WHERE conversation_id = $1 AND seq = $2 AND user_id = $3 AND emoji = $4`,
    [conversationId, action.targetSeq, userId, action.emoji, at],
  );
}

async function pin(client: pg.ClientBase, { conversationId, userId, action, at, nextId }: Change): Promise<void> {
  await client.query(
    `INSERT INTO message_pin (id, conversation_id, seq, user_id, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (conversation_id, seq) DO UPDATE SET deleted = 0, user_id = $4, created_at = $5, updated_at = $5`,
    [nextId(), conversationId, action.targetSeq, userId, at],
  );
}

async function unpin(client: pg.ClientBase, { conversationId, action, at }: Change): Promise<void> {
  await client.query(`UPDATE message_pin SET deleted = 1, updated_at = $3 WHERE conversation_id = $1 AND seq = $2 AND deleted = 0`, [
    conversationId,
    action.targetSeq,
    at,
  ]);
}
