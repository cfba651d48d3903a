import { ok, refuse, unreachable } from '@godwit/shared/outcome';
import { friendRequestResult, requestParams } from '@godwit/shared/rest/friends';
import type { Services } from '../../services.js';
import { rejectFriendRequest } from '../../store/friend-requests.js';
import { defineRoute, type Route } from '../route.js';

export const rejectRequest = ({ db, friendEvents }: Services): Route =>
  defineRoute(
    'POST /friends/requests/:requestId/reject',
    { summary: 'Reject a friend request; one that was handled before stays as it is', params: requestParams, data: friendRequestResult },
    async ({ caller: { userId }, params: { requestId } }) => {
      const rejected = await rejectFriendRequest(db, requestId, userId);
      switch (rejected.at) {
        case 'not-found':
          return refuse('REQUEST_NOT_FOUND');
        case 'handled-before':
          return ok({ requestId, status: rejected.status });
        case 'rejected':
          friendEvents.publish(rejected.from, { event: 'friend_rejected', userId, requestId, nickname: rejected.nickname });
          friendEvents.publish(userId, { event: 'friend_list_changed' });
          return ok({ requestId, status: 'rejected' as const });
        default:
          return unreachable(rejected);
      }
    },
  );
