// What a user has in conversations, page by page: reads only. A page fits a NATS message.
import type pg from 'pg';
import { type Id, NO_ID } from '@godwit/shared/ids/id';
import { EntryKindNumber } from '@godwit/shared/protocol/messages/entry-kind';
import { type ConversationsPage, MAX_CONVERSATIONS_A_PAGE, MAX_MESSAGES_A_PAGE, type MessagesPage } from '@godwit/shared/rest/export';
import { CONVERSATION_TYPE } from '../../store/load-conversations.js';
import { memberColumns, type MemberRow, memberStateOf } from '../../store/member-row.js';

/** Bytes of bodies in a page, and one more body (≤ 32 KiB); base64 makes 4/3 of it. */
const MAX_BODY_BYTES = 262_144;
const KINDS = ['direct', 'group', 'ai', 'self'] as const satisfies readonly (keyof typeof CONVERSATION_TYPE)[];

const CONVERSATIONS = `
SELECT c.type, ${memberColumns('c.end_seq', 'c')}, coalesce(peer.user_id, 0) AS peer_id,
  CASE WHEN u.id IS NULL THEN c.title WHEN u.deleted = 1 THEN '' ELSE coalesce(nullif(u.nickname, ''), u.username) END AS title
FROM conversation_member m JOIN conversation c ON c.id = m.conversation_id AND c.deleted = 0
LEFT JOIN conversation_member peer ON c.type = ${String(CONVERSATION_TYPE.direct)} AND peer.conversation_id = c.id AND peer.user_id <> m.user_id
LEFT JOIN users u ON u.id = peer.user_id
WHERE m.user_id = $1 AND m.deleted = 0 AND m.conversation_id > $2 ORDER BY m.conversation_id LIMIT $3`;

type ConversationRow = MemberRow & { type: number; peer_id: Id; title: string };

export interface OwnConversations {
  readonly userId: Id;
  /** Those with a larger id; NO_ID = all. */
  readonly after: Id;
}

export async function readOwnConversations(pool: pg.Pool, { userId, after }: OwnConversations): Promise<ConversationsPage> {
  const { rows } = await pool.query<ConversationRow>({
    name: 'own-conversations',
    text: CONVERSATIONS,
    values: [userId, after, MAX_CONVERSATIONS_A_PAGE],
  });
  const conversations = rows.map((row) => {
    const state = memberStateOf(row);
    const member = { ...state, hidden: [...state.hidden] };
    return { conversationId: row.conversation_id, kind: KINDS[row.type] ?? 'group', title: row.title, peerId: row.peer_id, member };
  });
  return { conversations, next: rows.length < MAX_CONVERSATIONS_A_PAGE ? '' : rows.at(-1)!.conversation_id };
}

/** By the index of sender and client id. What he has deleted for himself is told no more. */
const MESSAGES = `
SELECT * FROM (
  SELECT e.*, count(*) OVER () AS picked, sum(octet_length(e.body)) OVER (ORDER BY e.client_msg_id) - octet_length(e.body) AS bytes_before
  FROM (
    SELECT e.seq, e.client_msg_id, e.body, floor(date_part('epoch', e.created_at) * 1000) AS sent_ms,
      CASE WHEN e.edits > 0 THEN floor(date_part('epoch', e.updated_at) * 1000) ELSE 0 END AS edited_ms
    FROM conversation c JOIN conversation_member m ON m.conversation_id = c.id AND m.user_id = $2 AND m.deleted = 0
    JOIN message e ON e.conversation_id = c.id AND e.sender_id = $2 AND e.client_msg_id > $3
    WHERE c.id = $1 AND c.deleted = 0 AND e.kind = ${String(EntryKindNumber.message)} AND e.deleted = 0 AND NOT m.hidden @> e.seq
    ORDER BY e.client_msg_id LIMIT $4
  ) e
) s WHERE bytes_before < $5 ORDER BY client_msg_id`;

interface MessageRow {
  seq: string;
  client_msg_id: Id;
  body: Buffer;
  sent_ms: number;
  edited_ms: number;
  picked: string;
}

export interface OwnMessages {
  readonly userId: Id;
  readonly conversationId: Id;
  /** `next` of a page; NO_ID = from the first. */
  readonly after: Id;
}

/** None of a conversation that is not his. */
export async function readOwnMessages(pool: pg.Pool, { userId, conversationId, after }: OwnMessages): Promise<MessagesPage> {
  const { rows } = await pool.query<MessageRow>({
    name: 'own-messages',
    text: MESSAGES,
    values: [conversationId, userId, after === NO_ID ? '0' : after, MAX_MESSAGES_A_PAGE, MAX_BODY_BYTES],
  });
  const picked = Number(rows[0]?.picked ?? 0);
  const messages = rows.map(({ seq, body, sent_ms: sentAt, edited_ms: editedAt }) => ({
    seq: Number(seq),
    sentAt,
    editedAt,
    body: body.toString('base64'),
  }));
  return { messages, next: picked < MAX_MESSAGES_A_PAGE && rows.length === picked ? '' : rows.at(-1)!.client_msg_id };
}
