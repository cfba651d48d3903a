// Quotes, mentions and files of a batch, as parts of the statements that commit it: under the locks, in the same transaction.
import { idArray } from './array-parameter.js';
import { type EntryToCommit, MESSAGE_KIND } from './entry-to-commit.js';

/** Of the entry e: whether it quotes what is recalled, is no message or cannot be seen by the sender; then its body goes in without the quote. */
export const QUOTE_GONE = `(e.target_seq > 0 AND NOT EXISTS (
    SELECT FROM message t JOIN conversation_member s ON s.id = e.member_id
    WHERE t.conversation_id = e.conversation_id AND t.seq = e.target_seq AND t.kind = ${String(MESSAGE_KIND)} AND t.deleted = 0 AND t.seq >= s.min_seq))`;

/** Rows of message_mention for the entries that `placed` has put into the log. Whoever is no member any more, or never was, is not told. */
export const insertMentions = (placed: string, ids: string, messageIds: string, userIds: string): string => `
  INSERT INTO message_mention (id, conversation_id, seq, user_id, created_at)
  SELECT n.id, p.conversation_id, p.seq, n.user_id, p.at
  FROM unnest(${ids}::bigint[], ${messageIds}::bigint[], ${userIds}::bigint[]) AS n(id, message_id, user_id)
  JOIN ${placed} p ON p.id = n.message_id
  WHERE n.user_id = 0 OR EXISTS (
    SELECT FROM conversation_member m WHERE m.conversation_id = p.conversation_id AND m.user_id = n.user_id AND m.max_seq = 0 AND m.deleted = 0
  )`;

/** The arrays of insertMentions. */
export function mentionArrays(entries: readonly EntryToCommit[]): [ids: Buffer, messageIds: Buffer, userIds: Buffer] {
  const mentions = entries.flatMap(({ messageId, mentions }) => mentions.map((mention) => ({ messageId, ...mention })));
  return [idArray(mentions, (m) => m.rowId), idArray(mentions, (m) => m.messageId), idArray(mentions, (m) => m.userId)];
}

/** Rows of message_file for the entries that `placed` has put into the log. */
export const insertFiles = (placed: string, ids: string, messageIds: string, fileIds: string): string => `
  INSERT INTO message_file (id, conversation_id, seq, file_id, created_at)
  SELECT n.id, p.conversation_id, p.seq, n.file_id, p.at
  FROM unnest(${ids}::bigint[], ${messageIds}::bigint[], ${fileIds}::bigint[]) AS n(id, message_id, file_id)
  JOIN ${placed} p ON p.id = n.message_id`;

/** The arrays of insertFiles. */
export function fileArrays(entries: readonly EntryToCommit[]): [ids: Buffer, messageIds: Buffer, fileIds: Buffer] {
  const files = entries.flatMap(({ messageId, files }) => files.map((file) => ({ messageId, ...file })));
  return [idArray(files, (f) => f.rowId), idArray(files, (f) => f.messageId), idArray(files, (f) => f.fileId)];
}
