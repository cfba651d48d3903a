import { groupRoute } from './group-route.js';

export const listMembers = groupRoute(
  'GET /groups/:conversationId/members',
  'listMembers',
  'A page of the members, owner and admins first',
);
