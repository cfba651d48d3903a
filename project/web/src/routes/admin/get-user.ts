import { ok, refuse } from '@godwit/shared/outcome';
import { adminUserDetails } from '@godwit/shared/rest/admin';
import { userParams } from '@godwit/shared/rest/user';
import type { Services } from '../../services.js';
import { findUserDetails } from '../../store/admin-users.js';
import { defineRoute, type Route } from '../route.js';

export const getAdminUser = ({ db }: Services): Route =>
  defineRoute(
    'GET /admin/users/:userId',
    { summary: 'One account with its signed-in devices', params: userParams, data: adminUserDetails },
    async ({ params: { userId } }) => {
      const user = await findUserDetails(db, userId);
      return user === undefined ? refuse('USER_NOT_FOUND') : ok(user);
    },
  );
