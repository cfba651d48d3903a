import { groupRoute } from './group-route.js';

export const setRole = groupRoute(
  'PUT /groups/:conversationId/members/:memberId/role',
  'setRole',
  'Make a member an admin, or an admin a member',
);
