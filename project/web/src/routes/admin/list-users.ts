import { ok } from '@godwit/shared/outcome';
import { adminUsersPage, adminUsersQuery } from '@godwit/shared/rest/admin';
import type { Services } from '../../services.js';
import { listUsers } from '../../store/admin-users.js';
import { defineRoute, type Route } from '../route.js';
import { pageOf } from './page.js';

export const listAdminUsers = ({ db }: Services): Route =>
  defineRoute(
    'GET /admin/users',
    { summary: 'Accounts, the newest first; search: part of a name, or an id', query: adminUsersQuery, data: adminUsersPage },
    async ({ query: { search, before, limit } }) => {
      const { items, next } = pageOf(await listUsers(db, { search, before, limit: limit + 1 }), limit, ({ userId }) => userId);
      return ok({ users: items, next });
    },
  );
