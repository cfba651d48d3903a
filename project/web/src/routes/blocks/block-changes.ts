import { ok } from '@godwit/shared/outcome';
import { blockChanges as changes } from '@godwit/shared/rest/blocks';
import { sinceQuery } from '@godwit/shared/rest/changes';
import type { Services } from '../../services.js';
import { readBlocks } from '../../store/blocks.js';
import { defineRoute, type Route } from '../route.js';

export const blockChanges = ({ db }: Services): Route =>
  defineRoute(
    'GET /blocks/changes',
    {
      summary: 'What has changed in whom the caller blocks since a version; all of them when it is too old',
      query: sinceQuery,
      data: changes,
    },
    async ({ caller, query }) => ok(await readBlocks(db, caller.userId, query.since)),
  );
