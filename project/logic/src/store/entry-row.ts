import type { Selectable } from 'kysely';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import { EntryKindNumber, entryKindOf } from '@godwit/shared/protocol/messages/entry-kind';
import { byEmoji, type Reaction } from '@godwit/shared/protocol/messages/reaction';
import type { Message } from './db-types.js';

/** Users of one reaction that a page names. */
const MAX_NAMED = 20;

/**
 * The columns of message that make an Entry as a user sees it, from a table called e. `user`: the parameter with his id. `hidden`: his
 * column; what he deleted for himself keeps its place in his log, without a body, and so do its edits.
 */
export const entryColumns = (
  user: string,
  hidden: string,
): string => `e.seq, e.id AS message_id, e.sender_id, e.client_msg_id, e.kind, e.countable_no, e.target_seq,
  CASE WHEN ${hidden} @> e.seq OR (e.kind = ${String(EntryKindNumber.edit)} AND ${hidden} @> e.target_seq) THEN ''::bytea ELSE e.body END AS body,
  floor(date_part('epoch', e.created_at) * 1000) AS created_ms, e.deleted AS recalled,
  CASE WHEN e.edits > 0 AND e.deleted = 0 THEN floor(date_part('epoch', e.updated_at) * 1000) ELSE 0 END AS edited_ms,
  (SELECT json_agg(json_build_array(r.emoji, r.count, r.user_ids, r.mine)) FROM (
     SELECT emoji, count(*) AS count, (array_agg(user_id::text ORDER BY created_at DESC))[1:${String(MAX_NAMED)}] AS user_ids,
       bool_or(user_id = ${user}::bigint) AS mine
     FROM message_reaction WHERE conversation_id = e.conversation_id AND seq = e.seq AND deleted = 0 GROUP BY emoji
   ) r) AS reactions`;

/** Bytes of what may be long among these columns, from a table called `t`: NULL where there is no entry counts as none. */
export const entrySize = (t: string): string => `coalesce(octet_length(${t}.body), 0) + coalesce(octet_length(${t}.reactions::text), 0)`;

export type EntryRow = Pick<
  Selectable<Message>,
  'seq' | 'sender_id' | 'client_msg_id' | 'kind' | 'countable_no' | 'target_seq' | 'body'
> & {
  message_id: string;
  created_ms: number;
  recalled: number;
  edited_ms: number;
  /** null: none. */
  reactions: [emoji: string, count: number, userIds: string[], mine: boolean][] | null;
};

export const entryOf = (row: EntryRow): Entry => ({
  seq: Number(row.seq),
  messageId: row.message_id,
  senderId: row.sender_id,
  clientMsgId: row.client_msg_id,
  kind: entryKindOf(row.kind),
  countableNo: Number(row.countable_no),
  createdAt: row.created_ms,
  targetSeq: Number(row.target_seq),
  body: row.body,
  recalled: row.recalled === 1,
  editedAt: row.edited_ms,
  reactions: row.reactions === null ? NO_REACTIONS : row.reactions.map(reactionOf).sort(byEmoji),
});

const NO_REACTIONS: readonly Reaction[] = [];

const reactionOf = ([emoji, count, userIds, mine]: NonNullable<EntryRow['reactions']>[number]): Reaction => ({
  emoji,
  count,
  userIds,
  mine,
});
