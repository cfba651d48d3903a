import { ok } from '@godwit/shared/outcome';
import { sinceQuery } from '@godwit/shared/rest/changes';
import { requestChanges as changes } from '@godwit/shared/rest/friends';
import type { Services } from '../../services.js';
import { readRequests } from '../../store/friend-requests.js';
import { defineRoute, type Route } from '../route.js';

export const requestChanges = ({ db }: Services): Route =>
  defineRoute(
    'GET /friends/requests/changes',
    {
      summary: 'What has changed among friend requests since a version; the newest 200 received and 200 sent when it is too old',
      query: sinceQuery,
      data: changes,
    },
    async ({ caller, query }) => ok(await readRequests(db, caller.userId, query.since)),
  );
