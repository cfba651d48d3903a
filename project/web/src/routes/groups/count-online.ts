import { groupRoute } from './group-route.js';

export const countOnline = groupRoute(
  'GET /groups/:conversationId/online',
  'countOnline',
  'How many of a group of at most 500 are online; it tells of nobody whose presence is hidden from the caller',
);
