import type { RouteKey } from '../permissions.js';
import type { Services } from '../services.js';
import { listNodes } from './access/list-nodes.js';
import { login } from './auth/login.js';
import { logout } from './auth/logout.js';
import { refresh } from './auth/refresh.js';
import { register } from './auth/register.js';
import { sessions } from './auth/sessions.js';
import { openDirect } from './conversations/open-direct.js';
import { acceptRequest } from './friends/accept-request.js';
import { deleteFriend } from './friends/delete-friend.js';
import { listFriends } from './friends/list-friends.js';
import { listRequests } from './friends/list-requests.js';
import { rejectRequest } from './friends/reject-request.js';
import { requestFriend } from './friends/request-friend.js';
import type { Route } from './route.js';
import { getProfile } from './user/get-profile.js';
import { getUser } from './user/get-user.js';
import { searchUser } from './user/search-user.js';
import { updateProfile } from './user/update-profile.js';

/** One maker per row of the permission table; the compiler refuses a row without one and one without a row. */
export const ROUTES = {
  'POST /auth/register': register,
  'POST /auth/login': login,
  'POST /auth/refresh': refresh,
  'POST /auth/logout': logout,
  'GET /auth/sessions': sessions,
  'GET /user/profile': getProfile,
  'PATCH /user/profile': updateProfile,
  'GET /user/search': searchUser,
  'GET /user/:userId': getUser,
  'POST /friends/request': requestFriend,
  'GET /friends/requests': listRequests,
  'POST /friends/requests/:requestId/accept': acceptRequest,
  'POST /friends/requests/:requestId/reject': rejectRequest,
  'GET /friends': listFriends,
  'DELETE /friends/:friendId': deleteFriend,
  'POST /conversations/direct': openDirect,
  'GET /access': listNodes,
} as const satisfies Record<RouteKey, (services: Services) => Route>;
