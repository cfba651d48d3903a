import { groupRoute } from './group-route.js';

export const muteMember = groupRoute(
  'PUT /groups/:conversationId/members/:memberId/mute',
  'muteMember',
  'Forbid a member to send until a time; 0 ends it',
);
