import { groupRoute } from './group-route.js';

export const listInviteLinks = groupRoute(
  'GET /groups/:conversationId/invite-links',
  'listInviteLinks',
  'The links that still let somebody in',
);
