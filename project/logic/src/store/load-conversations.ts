import type pg from 'pg';
import type { Selectable } from 'kysely';
import { type Id } from '@godwit/shared/ids/id';
import { idArray } from './array-parameter.js';
import { maxSeq } from './max-seq.js';
import type { Conversation as ConversationTable, ConversationMember as MemberTable } from './db-types.js';

/** Type numbers of conversation.type: ConversationType of schema/message.fbs. */
export const CONVERSATION_TYPE = { direct: 0, group: 1, ai: 2, self: 3 } as const;

/** conversation_member.role. */
export const ROLE = { member: 0, admin: 1, owner: 2 } as const;

export interface Member {
  /** conversation_member.id. */
  readonly rowId: Id;
  readonly userId: Id;
  /** SENDING. */
  readonly sending: number;
  readonly role: number;
  /** group: may not send before; epoch ms, 0 = not muted. */
  readonly mutedUntil: number;
  /** Visible entries: minSeq ≤ seq, and seq ≤ maxSeq unless that is 0. */
  readonly minSeq: number;
  readonly maxSeq: number;
}

/** Who asks about which conversation. */
export interface Asked {
  readonly conversationId: Id;
  readonly userId: Id;
}

/** Who may do what in a conversation, true as long as its membership_version is the same. */
export interface Conversation {
  readonly id: Id;
  readonly type: number;
  readonly membershipVersion: number;
  /** Whoever changes it bumps membership_version too. */
  readonly epoch: number;
  /** group: only the owner and admins may send. */
  readonly muteAll: boolean;
  /** Its messages go to nodes, not to members. */
  readonly room: boolean;
  /** All of them, with those who left; of a room those who were asked about. */
  readonly members: ReadonlyMap<Id, Member>;
}

export interface LoadedConversation extends Conversation {
  readonly members: Map<Id, Member>;
}

const COLUMNS = `c.id, c.type, c.membership_version, c.epoch, c.mute_all, c.room,
  m.id AS row_id, m.user_id, m.can_send, m.min_seq, ${maxSeq('c.end_seq')} AS max_seq, m.role,
  coalesce(floor(date_part('epoch', m.muted_until) * 1000), 0) AS muted_until_ms`;
const STATEMENT = `
SELECT ${COLUMNS}
FROM conversation c JOIN conversation_member m ON m.conversation_id = c.id AND m.deleted = 0
WHERE c.id = ANY ($1::bigint[]) AND c.deleted = 0 AND c.room = 0
UNION ALL
SELECT ${COLUMNS}
FROM unnest($2::bigint[], $3::bigint[]) AS a(conversation_id, user_id)
JOIN conversation c ON c.id = a.conversation_id AND c.deleted = 0 AND c.room = 1
JOIN conversation_member m ON m.conversation_id = a.conversation_id AND m.user_id = a.user_id AND m.deleted = 0`;

type Row = Pick<Selectable<ConversationTable>, 'id' | 'type' | 'membership_version' | 'epoch' | 'mute_all' | 'room'> &
  Pick<Selectable<MemberTable>, 'user_id' | 'can_send' | 'min_seq' | 'max_seq' | 'role'> & { row_id: Id; muted_until_ms: number };

/** Absent: conversations that do not exist, and rooms of which nobody was found. */
export async function loadConversations(pool: pg.Pool | pg.ClientBase, asked: readonly Asked[]): Promise<LoadedConversation[]> {
  const ids = [...new Set(asked.map(({ conversationId }) => conversationId))];
  const { rows } = await pool.query<Row>({
    name: 'load-conversations',
    text: STATEMENT,
    values: [idArray(ids, (id) => id), idArray(asked, (a) => a.conversationId), idArray(asked, (a) => a.userId)],
  });
  return [...Map.groupBy(rows, (row) => row.id).values()].map(fromRows);
}

function fromRows(rows: Row[]): LoadedConversation {
  const first = rows[0]!;
  return {
    id: first.id,
    type: first.type,
    membershipVersion: Number(first.membership_version),
    epoch: Number(first.epoch),
    muteAll: first.mute_all === 1,
    room: first.room === 1,
    members: new Map(rows.map((row) => [row.user_id, memberOf(row)])),
  };
}

const memberOf = (row: Row): Member => ({
  rowId: row.row_id,
  userId: row.user_id,
  sending: row.can_send,
  role: row.role,
  mutedUntil: row.muted_until_ms,
  minSeq: Number(row.min_seq),
  maxSeq: Number(row.max_seq),
});

export const isVisible = (member: Pick<Member, 'minSeq' | 'maxSeq'>, seq: number): boolean =>
  seq >= member.minSeq && (member.maxSeq === 0 || seq <= member.maxSeq);

/** The other party of a direct conversation. */
export function peerOf(conversation: Conversation, userId: Id): Member | undefined {
  if (conversation.type !== CONVERSATION_TYPE.direct) return undefined;
  return [...conversation.members.values()].find((member) => member.userId !== userId);
}
