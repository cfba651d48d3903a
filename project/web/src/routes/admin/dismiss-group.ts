import { reasonBody } from '@godwit/shared/rest/admin';
import { nothing } from '@godwit/shared/rest/answer';
import { groupParams } from '@godwit/shared/rest/groups';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const dismissAdminGroup = ({ logic }: Services): Route =>
  defineRoute(
    'POST /admin/groups/:conversationId/dismiss',
    { summary: 'Dismiss a group; its members keep what they could read', params: groupParams, body: reasonBody, data: nothing },
    ({ caller: { userId: adminId }, params: { conversationId }, body: { reason }, requestId: id, ip }) =>
      logic.ask({ id, method: 'adminDismissGroup', adminId, ip, conversationId, reason }, nothing),
  );
