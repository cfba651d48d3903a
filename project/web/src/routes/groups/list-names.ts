import { groupRoute } from './group-route.js';

export const listNames = groupRoute(
  'GET /groups/:conversationId/names',
  'listNames',
  'What up to 50 people are called who are or were in the group',
);
