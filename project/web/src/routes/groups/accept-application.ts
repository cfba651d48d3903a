import { groupRoute } from './group-route.js';

export const acceptApplication = groupRoute(
  'POST /groups/:conversationId/applications/:applicationId/accept',
  'acceptApplication',
  'Let somebody in; repeating it changes nothing',
);
