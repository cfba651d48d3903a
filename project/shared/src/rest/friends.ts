import { z } from 'zod';
import { listChanges } from './changes.js';
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

export const MAX_REQUESTS_A_PAGE = 200;

/** GET /friends/requests, the newest first. before: id of the last request of the page before; a page with less than `limit` is the last. */
export const friendRequestsQuery = z.object({
  direction: requestDirection.default('received'),
  before: id.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_REQUESTS_A_PAGE).default(MAX_REQUESTS_A_PAGE),
});
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

/** GET /friends/requests/count: how many of those that were received wait for an answer. */
export const requestCount = z.object({ pending: z.number().int() });
export type RequestCount = z.output<typeof requestCount>;

/** GET /friends/requests/changes: of both directions; all of them = the newest 200 of each. */
export const requestChanges = listChanges.extend({ requests: z.array(friendRequest) });
export type RequestChanges = z.output<typeof requestChanges>;

export const requestParams = z.object({ requestId: id });

/** POST /friends/requests/:requestId/accept. */
export const acceptResult = z.object({ conversationId: id, friendId: id });
export type AcceptResult = z.output<typeof acceptResult>;

/**
 * One entry of GET /friends: userId owns the list, friendId is on it; the names are the friend's. The last three are of the name that is
 * shown: remark, else nickname, else username. letter: of the index, A–Z or #. pinyin: its syllables and words in lower case, without
 * tones, ü as v, with spaces between them ('zeng xiao xian'). initials: their first characters ('zxx').
 */
export const friend = z.object({
  id,
  userId: id,
  friendId: id,
  username: z.string(),
  nickname: z.string(),
  avatar: z.string(),
  signature: z.string(),
  remark: z.string(),
  starred: z.boolean(),
  createdAt: time,
  letter: z.string(),
  pinyin: z.string(),
  initials: z.string(),
});
export type Friend = z.output<typeof friend>;

/** GET /friends/changes; removed: ids of who is no friend any more. */
export const friendChanges = listChanges.extend({ friends: z.array(friend) });
export type FriendChanges = z.output<typeof friendChanges>;

/** PATCH /friends/:friendId: only these fields, at least one. remark: '' = as he calls himself. */
export const friendPatch = z
  .strictObject({ remark, starred: z.boolean() })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, { error: 'expected at least one field' });
export type FriendPatch = z.input<typeof friendPatch>;

export const friendParams = z.object({ friendId: id });
