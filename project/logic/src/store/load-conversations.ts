import type pg from 'pg';
import type { Selectable } from 'kysely';
import { type Id } from '@godwit/shared/ids/id';
import { idArray } from './array-parameter.js';
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

/** Who may do what in a conversation, true as long as its membership_version is the same. */
export interface Conversation {
  readonly id: Id;
  readonly type: number;
  readonly membershipVersion: number;
  /** Whoever changes it bumps membership_version too. */
  readonly epoch: number;
  /** group: only the owner and admins may send. */
  readonly muteAll: boolean;
  readonly members: ReadonlyMap<Id, Member>;
}

const STATEMENT = `
SELECT c.id, c.type, c.membership_version, c.epoch, c.mute_all, m.id AS row_id, m.user_id, m.can_send, m.min_seq, m.max_seq, m.role,
  coalesce(floor(date_part('epoch', m.muted_until) * 1000), 0) AS muted_until_ms
FROM conversation c JOIN conversation_member m ON m.conversation_id = c.id AND m.deleted = 0
WHERE c.id = ANY ($1::bigint[]) AND c.deleted = 0`;

type Row = Pick<Selectable<ConversationTable>, 'id' | 'type' | 'membership_version' | 'epoch' | 'mute_all'> &
  Pick<Selectable<MemberTable>, 'user_id' | 'can_send' | 'min_seq' | 'max_seq' | 'role'> & { row_id: Id; muted_until_ms: number };

/** Conversations that do not exist are absent. */
export async function loadConversations(pool: pg.Pool, ids: readonly Id[]): Promise<Conversation[]> {
  const { rows } = await pool.query<Row>({ name: 'load-conversations', text: STATEMENT, values: [idArray(ids, (id) => id)] });
  return [...Map.groupBy(rows, (row) => row.id).values()].map(fromRows);
}

function fromRows(rows: Row[]): Conversation {
  const first = rows[0]!;
  return {
    id: first.id,
    type: first.type,
    membershipVersion: Number(first.membership_version),
    epoch: Number(first.epoch),
    muteAll: first.mute_all === 1,
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
