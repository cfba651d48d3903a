import { groupRoute } from './group-route.js';

export const revokeInviteLink = groupRoute('DELETE /groups/:conversationId/invite-links/:linkId', 'revokeInviteLink', 'Take a link back');
