import { groupRoute } from './group-route.js';

export const listApplications = groupRoute('GET /groups/:conversationId/applications', 'listApplications', 'Who waits to be let in');
