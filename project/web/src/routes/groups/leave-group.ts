import { groupRoute } from './group-route.js';

export const leaveGroup = groupRoute('POST /groups/:conversationId/leave', 'leaveGroup', 'Leave a group');
