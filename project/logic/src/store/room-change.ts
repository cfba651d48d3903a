import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import type { RoomChange } from '@godwit/shared/protocol/messages/room-change';
import type { Group } from './group.js';

export type Moves = Pick<RoomChange, 'joined' | 'left'>;

/**
 * At the end of the transaction that found the group as `before`: what access nodes must know of a room whose membership version is
 * another now. Of what has just become one all members join. undefined: no room, or the same version.
 */
export async function readRoomChange(client: pg.ClientBase, before: Group, { joined, left }: Moves): Promise<RoomChange | undefined> {
  const { rows } = await client.query<{ room: number; membership_version: string; last_seq: string }>(
    `SELECT room, membership_version, last_seq FROM conversation WHERE id = $1`,
    [before.id],
  );
  const now = rows[0]!;
  const version = Number(now.membership_version);
  if (now.room === 0 || version === before.membershipVersion) return undefined;
  return {
    conversationId: before.id,
    fromVersion: before.membershipVersion,
    version,
    seq: Number(now.last_seq),
    joined: before.room ? joined : await readMemberIds(client, before.id),
    left,
  };
}

async function readMemberIds(client: pg.ClientBase, groupId: Id): Promise<Id[]> {
  const { rows } = await client.query<{ user_id: Id }>(
    `SELECT user_id FROM conversation_member WHERE conversation_id = $1 AND max_seq = 0 AND deleted = 0`,
    [groupId],
  );
  return rows.map((row) => row.user_id);
}
