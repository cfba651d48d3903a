import { groupRoute } from './group-route.js';

export const updateGroup = groupRoute(
  'PATCH /groups/:conversationId',
  'updateGroup',
  'Change name, avatar, announcement, join mode or whether new members see the history',
);
