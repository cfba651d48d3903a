import type { RouteKey } from '../permissions.js';
import type { Services } from '../services.js';
import { listNodes } from './access/list-nodes.js';
import { login } from './auth/login.js';
import { logout } from './auth/logout.js';
import { refresh } from './auth/refresh.js';
import { register } from './auth/register.js';
import { sessions } from './auth/sessions.js';
import { blockUser } from './blocks/block-user.js';
import { listBlocks } from './blocks/list-blocks.js';
import { unblockUser } from './blocks/unblock-user.js';
import { changeSettings } from './conversations/change-settings.js';
import { listReaders } from './conversations/list-readers.js';
import { openDirect } from './conversations/open-direct.js';
import { acceptRequest } from './friends/accept-request.js';
import { deleteFriend } from './friends/delete-friend.js';
import { listFriends } from './friends/list-friends.js';
import { listRequests } from './friends/list-requests.js';
import { rejectRequest } from './friends/reject-request.js';
import { requestFriend } from './friends/request-friend.js';
import { setRemark } from './friends/set-remark.js';
import { acceptApplication } from './groups/accept-application.js';
import { createGroup } from './groups/create-group.js';
import { createInviteLink } from './groups/create-invite-link.js';
import { dismissGroup } from './groups/dismiss-group.js';
import { groupInfo } from './groups/group-info.js';
import { inviteMembers } from './groups/invite-members.js';
import { joinByLink } from './groups/join-by-link.js';
import { joinGroup } from './groups/join-group.js';
import { leaveGroup } from './groups/leave-group.js';
import { listApplications } from './groups/list-applications.js';
import { listInviteLinks } from './groups/list-invite-links.js';
import { listMembers } from './groups/list-members.js';
import { muteMember } from './groups/mute-member.js';
import { rejectApplication } from './groups/reject-application.js';
import { removeMember } from './groups/remove-member.js';
import { revokeInviteLink } from './groups/revoke-invite-link.js';
import { setMuteAll } from './groups/set-mute-all.js';
import { setNickname } from './groups/set-nickname.js';
import { setRole } from './groups/set-role.js';
import { transferOwner } from './groups/transfer-owner.js';
import { updateGroup } from './groups/update-group.js';
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
  'PATCH /friends/:friendId': setRemark,
  'DELETE /friends/:friendId': deleteFriend,
  'GET /blocks': listBlocks,
  'POST /blocks': blockUser,
  'DELETE /blocks/:userId': unblockUser,
  'POST /conversations/direct': openDirect,
  'POST /groups': createGroup,
  'GET /groups/:conversationId': groupInfo,
  'PATCH /groups/:conversationId': updateGroup,
  'DELETE /groups/:conversationId': dismissGroup,
  'GET /groups/:conversationId/members': listMembers,
  'POST /groups/:conversationId/members': inviteMembers,
  'DELETE /groups/:conversationId/members/:memberId': removeMember,
  'PUT /groups/:conversationId/members/:memberId/role': setRole,
  'PUT /groups/:conversationId/members/:memberId/mute': muteMember,
  'POST /groups/:conversationId/leave': leaveGroup,
  'POST /groups/:conversationId/transfer': transferOwner,
  'PUT /groups/:conversationId/mute-all': setMuteAll,
  'PUT /groups/:conversationId/nickname': setNickname,
  'POST /groups/:conversationId/applications': joinGroup,
  'GET /groups/:conversationId/applications': listApplications,
  'POST /groups/:conversationId/applications/:applicationId/accept': acceptApplication,
  'POST /groups/:conversationId/applications/:applicationId/reject': rejectApplication,
  'POST /groups/:conversationId/invite-links': createInviteLink,
  'GET /groups/:conversationId/invite-links': listInviteLinks,
  'DELETE /groups/:conversationId/invite-links/:linkId': revokeInviteLink,
  'POST /invite-links/:code/join': joinByLink,
  'PATCH /conversations/:conversationId/settings': changeSettings,
  'GET /conversations/:conversationId/readers/:seq': listReaders,
  'GET /access': listNodes,
} as const satisfies Record<RouteKey, (services: Services) => Route>;
