import { groupRoute } from './group-route.js';

export const joinGroup = groupRoute(
  'POST /groups/:conversationId/applications',
  'joinGroup',
  'Join a group, or ask to where that needs approval',
);
