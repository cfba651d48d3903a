import { adminReportDetails, reportParams } from '@godwit/shared/rest/admin';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const getReport = ({ logic }: Services): Route =>
  defineRoute(
    'GET /admin/reports/:reportId',
    {
      summary: 'One report with its evidence; that it was looked at goes into the audit log',
      params: reportParams,
      data: adminReportDetails,
    },
    ({ caller: { userId: adminId }, params: { reportId }, requestId: id, ip }) =>
      logic.ask({ id, method: 'adminReport', adminId, ip, reportId }, adminReportDetails),
  );
