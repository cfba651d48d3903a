import { z } from 'zod';
import { ok } from '@godwit/shared/outcome';
import { friendRequest, friendRequestsQuery } from '@godwit/shared/rest/friends';
import type { Services } from '../../services.js';
import { listFriendRequests } from '../../store/friend-requests.js';
import { defineRoute, type Route } from '../route.js';

export const listRequests = ({ db }: Services): Route =>
  defineRoute(
    'GET /friends/requests',
    { summary: 'Friend requests received (default) or sent, the newest first', query: friendRequestsQuery, data: z.array(friendRequest) },
    async ({ caller, query }) => ok(await listFriendRequests(db, caller.userId, query)),
  );
