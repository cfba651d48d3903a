import { groupRoute } from './group-route.js';

export const rejectApplication = groupRoute(
  'POST /groups/:conversationId/applications/:applicationId/reject',
  'rejectApplication',
  'Turn somebody away; repeating it changes nothing',
);
