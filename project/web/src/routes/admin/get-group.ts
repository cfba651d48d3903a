import { adminGroupDetails } from '@godwit/shared/rest/admin';
import { groupParams } from '@godwit/shared/rest/groups';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const getAdminGroup = ({ logic }: Services): Route =>
  defineRoute(
    'GET /admin/groups/:conversationId',
    { summary: 'One group with its owner and admins', params: groupParams, data: adminGroupDetails },
    ({ params: { conversationId }, requestId: id }) => logic.ask({ id, method: 'adminGroup', conversationId }, adminGroupDetails),
  );
