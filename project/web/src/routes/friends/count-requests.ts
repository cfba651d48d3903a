import { ok } from '@godwit/shared/outcome';
import { requestCount } from '@godwit/shared/rest/friends';
import type { Services } from '../../services.js';
import { countPendingRequests } from '../../store/friend-requests.js';
import { defineRoute, type Route } from '../route.js';

export const countRequests = ({ db }: Services): Route =>
  defineRoute(
    'GET /friends/requests/count',
    { summary: 'How many received friend requests wait for an answer', data: requestCount },
    async ({ caller }) => ok({ pending: await countPendingRequests(db, caller.userId) }),
  );
