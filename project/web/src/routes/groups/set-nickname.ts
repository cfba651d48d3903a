import { groupRoute } from './group-route.js';

export const setNickname = groupRoute('PUT /groups/:conversationId/nickname', 'setNickname', 'The own name in a group');
