import { ok } from '@godwit/shared/outcome';
import { sinceQuery } from '@godwit/shared/rest/changes';
import { friendChanges as changes } from '@godwit/shared/rest/friends';
import type { Services } from '../../services.js';
import { readFriends } from '../../store/friends.js';
import { defineRoute, type Route } from '../route.js';

export const friendChanges = ({ db }: Services): Route =>
  defineRoute(
    'GET /friends/changes',
    { summary: 'What has changed among own friends since a version; all of them when it is too old', query: sinceQuery, data: changes },
    async ({ caller, query }) => ok(await readFriends(db, caller.userId, query.since)),
  );
