import type { Id } from '@godwit/shared/ids/id';
import { ConversationType } from '@godwit/shared/protocol/generated/conversation-type';
import type { SharedGroups } from '@godwit/shared/rest/user';
import type { Database } from './database.js';

const MAX_LISTED = 100;

/** Groups that both are members of now, by title; none with oneself. */
export const findSharedGroups = (db: Database, userId: Id, otherId: Id): Promise<SharedGroups> =>
  db.query<SharedGroups[number]>(
    `SELECT c.id AS "conversationId", c.title, c.avatar, c.member_count AS "memberCount"
     FROM conversation_member m
     JOIN conversation c ON c.id = m.conversation_id AND c.type = ${String(ConversationType.group)} AND c.end_seq = 0 AND c.deleted = 0
     JOIN conversation_member o ON o.conversation_id = m.conversation_id AND o.user_id = $2 AND o.max_seq = 0 AND o.deleted = 0
     WHERE m.user_id = $1 AND m.user_id <> $2 AND m.max_seq = 0 AND m.deleted = 0
     ORDER BY c.title, c.id LIMIT ${String(MAX_LISTED)}`,
    [userId, otherId],
  );
