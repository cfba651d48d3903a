import { ok, refuse } from '@godwit/shared/outcome';
import { publicUser, userParams } from '@godwit/shared/rest/user';
import type { Services } from '../../services.js';
import { findPublicById } from '../../store/users.js';
import { defineRoute, type Route } from '../route.js';

export const getUser = ({ db }: Services): Route =>
  defineRoute(
    'GET /user/:userId',
    { summary: 'Public view of a user', params: userParams, data: publicUser },
    async ({ caller, params }) => {
      const found = await findPublicById(db, caller.userId, params.userId);
      return found === undefined ? refuse('USER_NOT_FOUND') : ok(found);
    },
  );
