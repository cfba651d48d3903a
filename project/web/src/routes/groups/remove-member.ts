import { groupRoute } from './group-route.js';

export const removeMember = groupRoute('DELETE /groups/:conversationId/members/:memberId', 'removeMember', 'Remove a member');
