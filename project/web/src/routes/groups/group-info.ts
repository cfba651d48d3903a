import { groupRoute } from './group-route.js';

export const groupInfo = groupRoute(
  'GET /groups/:conversationId',
  'groupInfo',
  'What a member, or somebody who could join, may know of a group',
);
