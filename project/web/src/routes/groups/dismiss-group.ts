import { groupRoute } from './group-route.js';

export const dismissGroup = groupRoute(
  'DELETE /groups/:conversationId',
  'dismissGroup',
  'End a group; what was written stays readable for its members',
);
