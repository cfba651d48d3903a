import { groupRoute } from './group-route.js';

export const setGroupAvatar = groupRoute(
  'PUT /groups/:conversationId/avatar',
  'setGroupAvatar',
  'An uploaded image as avatar of the group',
);
