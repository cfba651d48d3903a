import { groupRoute } from './group-route.js';

export const setMuteAll = groupRoute(
  'PUT /groups/:conversationId/mute-all',
  'setMuteAll',
  'Let only the owner and admins send, or everybody again',
);
