import type pg from 'pg';
import { JOIN_MODES } from '@godwit/shared/group-terms';
import type { Id } from '@godwit/shared/ids/id';
import { type Entry, UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import { EntryKindNumber } from '@godwit/shared/protocol/messages/entry-kind';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { RoomChange } from '@godwit/shared/protocol/messages/room-change';
import { NO_ID } from '@godwit/shared/ids/id';
import { bytesArray, idArray } from '../../store/array-parameter.js';
import { type Conversation, loadConversations } from '../../store/load-conversations.js';
import type { Place } from './locked.js';

/** A group that he has left, as its members must hear of it. */
export interface LeftGroup {
  readonly conversation: Conversation;
  readonly entry: Entry;
  readonly roomChange: RoomChange | undefined;
}

/** As many statements for one group as for all. The last member takes the group with him: nobody could ever lead it again. */
const STATEMENT = `
WITH input AS (
  SELECT * FROM unnest($2::bigint[], $3::bigint[], $4::bytea[]) AS i(conversation_id, entry_id, body)
), moved AS (
  UPDATE conversation c SET last_seq = c.last_seq + 1, last_entry_at = clock_timestamp(), updated_at = clock_timestamp(),
    membership_version = c.membership_version + 1, member_count = c.member_count - 1,
    owner_id = CASE WHEN c.member_count = 1 THEN 0 ELSE c.owner_id END,
    join_mode = CASE WHEN c.member_count = 1 THEN ${String(JOIN_MODES.indexOf('invite'))} ELSE c.join_mode END,
    end_seq = CASE WHEN c.member_count = 1 THEN c.last_seq + 1 ELSE 0 END
  FROM input i WHERE c.id = i.conversation_id
  RETURNING c.id, c.last_seq, c.countable_total, c.last_entry_at, c.membership_version, c.room
), ended AS (
  UPDATE conversation_member m SET max_seq = v.last_seq, role = 0, updated_at = now() FROM moved v WHERE m.conversation_id = v.id AND m.user_id = $1
), written AS (
  INSERT INTO message (id, conversation_id, seq, sender_id, client_msg_id, kind, countable_no, body, created_at)
  SELECT i.entry_id, v.id, v.last_seq, 0, i.entry_id, ${String(EntryKindNumber.member)}, v.countable_total, i.body, v.last_entry_at
  FROM moved v JOIN input i ON i.conversation_id = v.id
)
SELECT id, last_seq::float8 AS seq, countable_total::float8 AS countable, floor(date_part('epoch', last_entry_at) * 1000) AS ms,
  membership_version::float8 AS version, room = 1 AS room
FROM moved`;

interface Row {
  id: Id;
  seq: number;
  countable: number;
  ms: number;
  version: number;
  room: boolean;
}

/** Each as `leave` does it; the groups are locked. */
export async function leaveAll(client: pg.ClientBase, userId: Id, groups: readonly Place[], nextId: () => Id): Promise<LeftGroup[]> {
  if (groups.length === 0) return [];
  const entries = new Map(groups.map((group) => [group.id, { id: nextId(), body: bodyOf(userId, group) }]));
  const { rows } = await client.query<Row>(STATEMENT, [
    userId,
    idArray(groups, ({ id }) => id),
    idArray(groups, ({ id }) => entries.get(id)!.id),
    bytesArray(groups, ({ id }) => entries.get(id)!.body),
  ]);
  const loaded = await loadConversations(
    client,
    rows.map(({ id: conversationId }) => ({ conversationId, userId })),
  );
  const conversations = new Map(loaded.map((conversation) => [conversation.id, conversation]));
  return rows.map((row) => {
    const { id: messageId, body } = entries.get(row.id)!;
    const { seq, countable: countableNo, ms: createdAt } = row;
    const from = { messageId, senderId: NO_ID, clientMsgId: messageId, kind: 'member' } as const;
    return {
      conversation: conversations.get(row.id)!,
      entry: { seq, ...from, countableNo, createdAt, targetSeq: 0, body, ...UNTOUCHED },
      roomChange: row.room ? roomChangeOf(row, userId) : undefined,
    };
  });
}

const bodyOf = (userId: Id, { memberCount }: Place): Uint8Array =>
  encodeMessageBody({
    kind: 'system',
    system: { code: 'member_left', operatorId: userId, targetIds: [userId], args: [String(memberCount - 1)] },
  });

const roomChangeOf = ({ id: conversationId, version, seq }: Row, userId: Id): RoomChange => ({
  conversationId,
  fromVersion: version - 1,
  version,
  seq,
  joined: [],
  left: [userId],
});
