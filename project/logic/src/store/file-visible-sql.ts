/**
 * Whether a user may see a message that refers to a file: not recalled, and in his part of the log and not deleted for himself, or starred.
 * `file` and `user`: columns or parameters.
 */
export const fileVisible = (file: string, user: string): string => `EXISTS (
    SELECT FROM message_file r
    JOIN conversation c ON c.id = r.conversation_id AND c.deleted = 0
    JOIN conversation_member m ON m.conversation_id = r.conversation_id AND m.user_id = ${user} AND m.deleted = 0
    JOIN message e ON e.conversation_id = r.conversation_id AND e.seq = r.seq AND e.deleted = 0
    WHERE r.file_id = ${file} AND r.deleted = 0 AND (
      r.seq >= m.min_seq AND (m.max_seq = 0 OR r.seq <= m.max_seq) AND NOT m.hidden @> r.seq
      OR EXISTS (SELECT FROM favourite s WHERE s.user_id = m.user_id AND s.conversation_id = r.conversation_id AND s.seq = r.seq)
    )
  )`;
