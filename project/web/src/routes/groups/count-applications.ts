import { groupRoute } from './group-route.js';

export const countApplications = groupRoute(
  'GET /groups/applications',
  'countApplications',
  'How many wait to be let into the groups that the caller leads',
);
