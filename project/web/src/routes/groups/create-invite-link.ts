import { groupRoute } from './group-route.js';

export const createInviteLink = groupRoute(
  'POST /groups/:conversationId/invite-links',
  'createInviteLink',
  'A link with which one joins',
  201,
);
