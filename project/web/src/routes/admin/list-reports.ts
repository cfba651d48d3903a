import { adminReportsPage, adminReportsQuery } from '@godwit/shared/rest/admin';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const listReports = ({ logic }: Services): Route =>
  defineRoute(
    'GET /admin/reports',
    { summary: 'Open or resolved reports, the newest first', query: adminReportsQuery, data: adminReportsPage },
    ({ query, requestId: id }) => logic.ask({ id, method: 'adminReports', ...query }, adminReportsPage),
  );
