import { adminGroupsPage, adminGroupsQuery } from '@godwit/shared/rest/admin';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const listAdminGroups = ({ logic }: Services): Route =>
  defineRoute(
    'GET /admin/groups',
    { summary: 'Groups, the newest first; search: part of a title, or an id', query: adminGroupsQuery, data: adminGroupsPage },
    ({ query, requestId: id }) => logic.ask({ id, method: 'adminGroups', ...query }, adminGroupsPage),
  );
