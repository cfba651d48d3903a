import { z } from 'zod';
import { greeting, id, remark, time } from './fields.js';

/** POST /friends/request. */
export const friendRequestRequest = z.object({ friendId: id, message: greeting.default('') });
export type FriendRequestRequest = z.input<typeof friendRequestRequest>;

export const requestStatus = z.enum(['pending', 'accepted', 'rejected']);
export type RequestStatus = z.output<typeof requestStatus>;

/** status 'accepted': the other side's request was already waiting, so asking back accepted it; requestId is theirs. */
export const friendRequestResult = z.object({ requestId: id, status: requestStatus });
export type FriendRequestResult = z.output<typeof friendRequestResult>;

export const requestDirection = z.enum(['received', 'sent']);
export type RequestDirection = z.output<typeof requestDirection>;

/** GET /friends/requests?direction=; the newest 200. */
export const friendRequestsQuery = z.object({ direction: requestDirection.default('received') });
export type FriendRequestsQuery = z.input<typeof friendRequestsQuery>;

/** userId, username, nickname and avatar are the other side's. */
export const friendRequest = z.object({
  id,
  userId: id,
  username: z.string(),
  nickname: z.string(),
  avatar: z.string(),
  message: z.string(),
  status: requestStatus,
  direction: requestDirection,
  createdAt: time,
});
export type FriendRequest = z.output<typeof friendRequest>;

export const requestParams = z.object({ requestId: id });

/** POST /friends/requests/:requestId/accept. */
export const acceptResult = z.object({ conversationId: id, friendId: id });
export type AcceptResult = z.output<typeof acceptResult>;

/** One entry of GET /friends: userId owns the list, friendId is on it; the names are the friend's. */
export const friend = z.object({
  id,
  userId: id,
  friendId: id,
  username: z.string(),
  nickname: z.string(),
  avatar: z.string(),
  signature: z.string(),
  remark: z.string(),
  createdAt: time,
});
export type Friend = z.output<typeof friend>;

/** PATCH /friends/:friendId. */
export const friendPatch = z.strictObject({ remark });
export type FriendPatch = z.input<typeof friendPatch>;

export const friendParams = z.object({ friendId: id });
