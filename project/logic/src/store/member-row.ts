import type { Selectable } from 'kysely';
import { type MemberState, NO_MEMBER_STATE } from '@godwit/shared/protocol/messages/member-state';
import type { ConversationMember } from './db-types.js';

/** The columns of conversation_member that a user's devices know, from a table called m. */
export const MEMBER_COLUMNS = 'm.conversation_id, m.version, m.read_seq, m.read_countable, m.delivered_seq, m.min_seq, m.max_seq';

export type MemberRow = Pick<
  Selectable<ConversationMember>,
  'conversation_id' | 'version' | 'read_seq' | 'read_countable' | 'delivered_seq' | 'min_seq' | 'max_seq'
>;

export const memberStateOf = (row: MemberRow): MemberState => ({
  ...NO_MEMBER_STATE,
  conversationId: row.conversation_id,
  version: Number(row.version),
  readSeq: Number(row.read_seq),
  readCountable: Number(row.read_countable),
  deliveredSeq: Number(row.delivered_seq),
  minSeq: Number(row.min_seq),
  maxSeq: Number(row.max_seq),
  removed: row.max_seq !== '0',
});
