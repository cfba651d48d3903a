import { reportParams, resolveBody } from '@godwit/shared/rest/admin';
import { nothing } from '@godwit/shared/rest/answer';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const resolveReport = ({ logic }: Services): Route =>
  defineRoute(
    'POST /admin/reports/:reportId/resolve',
    {
      summary: 'Close a report with a note, and recall the reported message if wanted',
      params: reportParams,
      body: resolveBody,
      data: nothing,
    },
    ({ caller: { userId: adminId }, params: { reportId }, body: { note, recall }, requestId: id, ip }) =>
      logic.ask({ id, method: 'adminResolveReport', adminId, ip, reportId, note, recall }, nothing),
  );
