import { acceptResult, requestParams } from '@godwit/shared/rest/friends';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const acceptRequest = ({ logic }: Services): Route =>
  defineRoute(
    'POST /friends/requests/:requestId/accept',
    { summary: 'Accept a friend request; repeating it changes nothing', params: requestParams, data: acceptResult },
    ({ caller: { userId }, params, requestId: id }) =>
      logic.ask({ id, method: 'acceptFriend', userId, requestId: params.requestId }, acceptResult),
  );
