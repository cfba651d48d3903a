import type { Selectable } from 'kysely';
import type { MemberState } from '@godwit/shared/protocol/messages/member-state';
import type { SeqRange } from '@godwit/shared/protocol/messages/seq-range';
import type { ConversationMember } from './db-types.js';
import { hiddenOf, readCountableOf, readSeqOf } from './expired-sql.js';
import { ROLE } from './load-conversations.js';
import { maxSeq } from './max-seq.js';
import { sendingRefusal, unblocked } from './sending.js';

/**
 * The columns of conversation_member that a user's devices know, from a table called m. `end`: end_seq of the conversation; `expired`: the
 * table that has its expired_seq and expired_countable.
 */
export const memberColumns = (end: string, expired: string): string => `
  m.conversation_id, m.version, ${readSeqOf(expired)} AS read_seq, ${readCountableOf(expired)} AS read_countable, m.delivered_seq,
  m.min_seq, ${maxSeq(end)} AS max_seq,
  m.role, m.nickname, m.can_send, m.mute_level, m.archived, m.draft, m.marked_unread, m.closed_seq,
  ${millis('m.muted_until')} AS muted_until_ms, ${millis('m.pinned_at')} AS pinned_ms, ${millis('m.mute_until')} AS mute_until_ms,
  ARRAY(SELECT unnest(ARRAY[lower(r), upper(r) - 1]) FROM unnest(${hiddenOf(expired)}) AS r) AS hidden_bounds,
  coalesce((SELECT max(n.seq) FROM message_mention n
            WHERE n.conversation_id = m.conversation_id AND n.user_id IN (m.user_id, 0) AND n.deleted = 0
              AND n.seq > ${readSeqOf(expired)} AND n.seq >= m.min_seq), 0) AS mentioned_seq`;

/** Of a column that may be NULL. */
function millis(column: string): string {
  return `coalesce(floor(date_part('epoch', ${column}) * 1000), 0)`;
}

export type MemberRow = Pick<
  Selectable<ConversationMember>,
  | 'conversation_id'
  | 'version'
  | 'read_seq'
  | 'read_countable'
  | 'delivered_seq'
  | 'min_seq'
  | 'max_seq'
  | 'role'
  | 'nickname'
  | 'can_send'
  | 'mute_level'
  | 'archived'
  | 'draft'
  | 'marked_unread'
  | 'closed_seq'
> & {
  muted_until_ms: number;
  pinned_ms: number;
  mute_until_ms: number;
  /** from, to, from, to … */
  hidden_bounds: string[];
  mentioned_seq: string;
};

export const memberStateOf = (row: MemberRow): MemberState => ({
  conversationId: row.conversation_id,
  version: Number(row.version),
  readSeq: Number(row.read_seq),
  readCountable: Number(row.read_countable),
  deliveredSeq: Number(row.delivered_seq),
  minSeq: Number(row.min_seq),
  maxSeq: Number(row.max_seq),
  removed: row.max_seq !== '0',
  pinnedAt: row.pinned_ms,
  muteLevel: row.mute_level,
  muteUntil: row.mute_until_ms,
  archived: row.archived === 1,
  draft: row.draft,
  markedUnread: row.marked_unread === 1,
  role: row.max_seq === '0' ? row.role : ROLE.member,
  nickname: row.nickname,
  mutedUntil: row.muted_until_ms,
  canSend: sendingRefusal(unblocked(row.can_send)) === undefined,
  hidden: rangesOf(row.hidden_bounds),
  closedSeq: Number(row.closed_seq),
  mentionedSeq: Number(row.mentioned_seq),
});

function rangesOf(bounds: readonly string[]): SeqRange[] {
  const ranges: SeqRange[] = [];
  for (let i = 0; i < bounds.length; i += 2) ranges.push({ fromSeq: Number(bounds[i]), toSeq: Number(bounds[i + 1]) });
  return ranges;
}
