import { groupRoute } from './group-route.js';

export const joinByLink = groupRoute('POST /invite-links/:code/join', 'joinByLink', 'Join the group of a link');
