import { ok, refuse } from '@godwit/shared/outcome';
import { sharedGroups, userParams } from '@godwit/shared/rest/user';
import type { Services } from '../../services.js';
import { findSharedGroups } from '../../store/shared-groups.js';
import { findPublicById } from '../../store/users.js';
import { defineRoute, type Route } from '../route.js';

/** Of whoever may be seen, as GET /user/:userId says; with oneself nobody shares a group. */
export const listSharedGroups = ({ db }: Services): Route =>
  defineRoute(
    'GET /user/:userId/groups',
    { summary: 'Groups that the caller and the user are both members of, by title, at most 100', params: userParams, data: sharedGroups },
    async ({ caller, params }) => {
      const found = await findPublicById(db, caller.userId, params.userId);
      return found === undefined ? refuse('USER_NOT_FOUND') : ok(await findSharedGroups(db, caller.userId, params.userId));
    },
  );
