import type { RouteKey } from '../permissions.js';
import type { Services } from '../services.js';
import { listNodes } from './access/list-nodes.js';
import { banUser } from './admin/ban-user.js';
import { broadcast } from './admin/broadcast.js';
import { dismissAdminGroup } from './admin/dismiss-group.js';
import { getAdminGroup } from './admin/get-group.js';
import { getReport } from './admin/get-report.js';
import { getAdminUser } from './admin/get-user.js';
import { listAudit } from './admin/list-audit.js';
import { listAdminGroups } from './admin/list-groups.js';
import { listTierNodes } from './admin/list-nodes.js';
import { listReports } from './admin/list-reports.js';
import { listAdminUsers } from './admin/list-users.js';
import { logoutUser } from './admin/logout-user.js';
import { resolveReport } from './admin/resolve-report.js';
import { unbanUser } from './admin/unban-user.js';
import { changePassword } from './auth/change-password.js';
import { login } from './auth/login.js';
import { logout } from './auth/logout.js';
import { refresh } from './auth/refresh.js';
import { register } from './auth/register.js';
import { revokeOtherSessions } from './auth/revoke-other-sessions.js';
import { revokeOneSession } from './auth/revoke-session.js';
import { sessions } from './auth/sessions.js';
import { blockChanges } from './blocks/block-changes.js';
import { blockUser } from './blocks/block-user.js';
import { listBlocks } from './blocks/list-blocks.js';
import { unblockUser } from './blocks/unblock-user.js';
import { changeSettings } from './conversations/change-settings.js';
import { listReaders } from './conversations/list-readers.js';
import { listSharedFiles } from './conversations/list-shared-files.js';
import { openDirect } from './conversations/open-direct.js';
import { listFavourites } from './favourites/list-favourites.js';
import { star } from './favourites/star.js';
import { unstar } from './favourites/unstar.js';
import { abortUpload } from './files/abort-upload.js';
import { completeUpload } from './files/complete-upload.js';
import { createUpload } from './files/create-upload.js';
import { getContent } from './files/get-content.js';
import { linkFile } from './files/link-file.js';
import { putContent } from './files/put-content.js';
import { acceptRequest } from './friends/accept-request.js';
import { changeFriend } from './friends/change-friend.js';
import { countRequests } from './friends/count-requests.js';
import { deleteFriend } from './friends/delete-friend.js';
import { friendChanges } from './friends/friend-changes.js';
import { listFriends } from './friends/list-friends.js';
import { listRequests } from './friends/list-requests.js';
import { rejectRequest } from './friends/reject-request.js';
import { requestChanges } from './friends/request-changes.js';
import { requestFriend } from './friends/request-friend.js';
import { acceptApplication } from './groups/accept-application.js';
import { countApplications } from './groups/count-applications.js';
import { countOnline } from './groups/count-online.js';
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
import { listNames } from './groups/list-names.js';
import { muteMember } from './groups/mute-member.js';
import { rejectApplication } from './groups/reject-application.js';
import { removeMember } from './groups/remove-member.js';
import { revokeInviteLink } from './groups/revoke-invite-link.js';
import { setGroupAvatar } from './groups/set-group-avatar.js';
import { setMuteAll } from './groups/set-mute-all.js';
import { setNickname } from './groups/set-nickname.js';
import { setRole } from './groups/set-role.js';
import { transferOwner } from './groups/transfer-owner.js';
import { updateGroup } from './groups/update-group.js';
import { queryPresence } from './presence/query-presence.js';
import { report } from './reports/report.js';
import type { Route, StreamRoute } from './route.js';
import { deleteAccount } from './user/delete-account.js';
import { exportAccount } from './user/export-account.js';
import { getProfile } from './user/get-profile.js';
import { getUser } from './user/get-user.js';
import { listSharedGroups } from './user/list-shared-groups.js';
import { searchUser } from './user/search-user.js';
import { setAvatar } from './user/set-avatar.js';
import { updateProfile } from './user/update-profile.js';

/** One maker per row of the permission table; the compiler refuses a row without one and one without a row. */
export const ROUTES = {
  'POST /auth/register': register,
  'POST /auth/login': login,
  'POST /auth/refresh': refresh,
  'POST /auth/logout': logout,
  'GET /auth/sessions': sessions,
  'DELETE /auth/sessions': revokeOtherSessions,
  'DELETE /auth/sessions/:sessionId': revokeOneSession,
  'PUT /auth/password': changePassword,
  'GET /user/profile': getProfile,
  'PATCH /user/profile': updateProfile,
  'GET /user/export': exportAccount,
  'DELETE /user': deleteAccount,
  'GET /user/search': searchUser,
  'GET /user/:userId': getUser,
  'GET /user/:userId/groups': listSharedGroups,
  'POST /friends/request': requestFriend,
  'GET /friends/requests': listRequests,
  'GET /friends/requests/count': countRequests,
  'GET /friends/requests/changes': requestChanges,
  'POST /friends/requests/:requestId/accept': acceptRequest,
  'POST /friends/requests/:requestId/reject': rejectRequest,
  'GET /friends': listFriends,
  'GET /friends/changes': friendChanges,
  'PATCH /friends/:friendId': changeFriend,
  'DELETE /friends/:friendId': deleteFriend,
  'GET /blocks': listBlocks,
  'GET /blocks/changes': blockChanges,
  'POST /blocks': blockUser,
  'DELETE /blocks/:userId': unblockUser,
  'POST /presence/query': queryPresence,
  'POST /conversations/direct': openDirect,
  'POST /groups': createGroup,
  'GET /groups/applications': countApplications,
  'GET /groups/:conversationId': groupInfo,
  'PATCH /groups/:conversationId': updateGroup,
  'DELETE /groups/:conversationId': dismissGroup,
  'GET /groups/:conversationId/members': listMembers,
  'GET /groups/:conversationId/names': listNames,
  'GET /groups/:conversationId/online': countOnline,
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
  'GET /conversations/:conversationId/files': listSharedFiles,
  'GET /favourites': listFavourites,
  'PUT /favourites/:conversationId/:seq': star,
  'DELETE /favourites/:conversationId/:seq': unstar,
  'POST /reports': report,
  'PUT /user/avatar': setAvatar,
  'PUT /groups/:conversationId/avatar': setGroupAvatar,
  'POST /files': createUpload,
  'POST /files/:fileId/complete': completeUpload,
  'DELETE /files/:fileId': abortUpload,
  'GET /files/:fileId/link': linkFile,
  'PUT /files/:fileId/content': putContent,
  'GET /files/:fileId/content': getContent,
  'GET /admin/users': listAdminUsers,
  'GET /admin/users/:userId': getAdminUser,
  'PUT /admin/users/:userId/ban': banUser,
  'DELETE /admin/users/:userId/ban': unbanUser,
  'POST /admin/users/:userId/logout': logoutUser,
  'GET /admin/groups': listAdminGroups,
  'GET /admin/groups/:conversationId': getAdminGroup,
  'POST /admin/groups/:conversationId/dismiss': dismissAdminGroup,
  'GET /admin/reports': listReports,
  'GET /admin/reports/:reportId': getReport,
  'POST /admin/reports/:reportId/resolve': resolveReport,
  'POST /admin/broadcast': broadcast,
  'GET /admin/nodes': listTierNodes,
  'GET /admin/audit': listAudit,
  'GET /access': listNodes,
} as const satisfies Record<RouteKey, (services: Services) => Route | StreamRoute>;
