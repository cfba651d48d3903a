import { ok, refuse, unreachable } from '@godwit/shared/outcome';
import { acceptResult, friendRequestRequest, friendRequestResult } from '@godwit/shared/rest/friends';
import type { Services } from '../../services.js';
import { insertFriendRequest } from '../../store/friend-requests.js';
import { defineRoute, type Route } from '../route.js';

/** Asking somebody who already asked me accepts their request: both want it. */
export const requestFriend = ({ db, ids, logic, friendEvents }: Services): Route =>
  defineRoute(
    'POST /friends/request',
    {
      summary: 'Ask for a friendship; accepts when the other side asked first',
      status: 201,
      body: friendRequestRequest,
      data: friendRequestResult,
    },
    async ({ caller: { userId }, body: { friendId, message }, requestId: callId }) => {
      if (friendId === userId) return refuse('CANNOT_BEFRIEND_SELF');
      const id = ids.next();
      const requested = await insertFriendRequest(db, { id, from: userId, to: friendId, message });
      switch (requested.at) {
        case 'no-such-user':
          return refuse('USER_NOT_FOUND');
        case 'friends':
          return refuse('ALREADY_FRIENDS');
        case 'blocking':
          return refuse('BLOCKED');
        case 'not-taken':
          return refuse('REQUESTS_REFUSED');
        case 'pending':
          return refuse('REQUEST_PENDING');
        case 'mutual': {
          const accepted = await logic.ask({ id: callId, method: 'acceptFriend', userId, requestId: requested.requestId }, acceptResult);
          return accepted.ok ? ok({ requestId: requested.requestId, status: 'accepted' as const }) : accepted;
        }
        case 'created':
          friendEvents.publish(friendId, { event: 'new_friend_request', userId, requestId: id, nickname: requested.fromNickname, message });
          friendEvents.publish(userId, { event: 'friend_list_changed' });
          return ok({ requestId: id, status: 'pending' as const });
        case 'unseen':
          friendEvents.publish(userId, { event: 'friend_list_changed' });
          return ok({ requestId: id, status: 'pending' as const });
        default:
          return unreachable(requested);
      }
    },
  );
