import { groupRoute } from './group-route.js';

export const inviteMembers = groupRoute('POST /groups/:conversationId/members', 'inviteMembers', 'Put friends into a group');
