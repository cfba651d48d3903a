import { groupRoute } from './group-route.js';

export const transferOwner = groupRoute('POST /groups/:conversationId/transfer', 'transferOwner', 'Make another member the owner');
