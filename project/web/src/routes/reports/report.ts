import { reported, reportRequest } from '@godwit/shared/rest/reports';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const report = ({ logic }: Services): Route =>
  defineRoute(
    'POST /reports',
    { summary: 'Report a message, a user or a group to the admins, with what one can see of it', body: reportRequest, data: reported },
    ({ caller: { userId }, body, requestId }) => logic.ask({ id: requestId, method: 'report', userId, report: body }, reported),
  );
