/**
 * The second half of the table of routes (C32, S10): what each is about, where that is decided, and what comes of it for whom. The compiler
 * refuses a route without a row; route-permissions.pg.test.ts tries every cell, and docs/permissions.md is made from it.
 */
import type { ErrorName } from '@godwit/shared/protocol/errors';
import type { RouteKey } from './permissions.js';

/**
 * How the caller stands to the group that a call is about, or to the other person. Of all but anonymous (no token) and stranger the other
 * one is a friend; blocked: a member whom he blocks; root: a member who is an admin of the server.
 */
export const SUBJECTS = ['anonymous', 'stranger', 'former', 'member', 'admin', 'owner', 'blocked', 'root'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** nothing: answered like done, without any effect. */
export type RouteVerdict = 'done' | 'nothing' | ErrorName;

export interface RouteRule {
  readonly object: string;
  /** Where in web/src or logic/src the object is loaded and decided upon. */
  readonly decidedIn: string;
  /** About what is the caller's own, or what he stands to. */
  readonly may: Readonly<Record<Subject, RouteVerdict>>;
  /**
   * Each id of path, query or body: what comes of it when it is somebody else's, and when there is no such thing. Of ids behind the first
   * that is asked only where the standing allows the call. A malformed one is INVALID_ARGUMENT always, but to whom the route is NOT_FOUND.
   */
  readonly ids: Readonly<Record<string, { readonly other: RouteVerdict; readonly random: RouteVerdict }>>;
}

const anyone = (verdict: RouteVerdict): RouteRule['may'] => ({ ...users(verdict), anonymous: verdict });
const users = (verdict: RouteVerdict): RouteRule['may'] => ({
  anonymous: 'UNAUTHENTICATED',
  stranger: verdict,
  former: verdict,
  member: verdict,
  admin: verdict,
  owner: verdict,
  blocked: verdict,
  root: verdict,
});
const friends = (stranger: RouteVerdict): RouteRule['may'] => ({ ...users('done'), stranger });

const NO_GROUP = 'CONVERSATION_NOT_FOUND';
const members = (member: RouteVerdict, admin: RouteVerdict = member, owner: RouteVerdict = admin): RouteRule['may'] => ({
  ...users(member),
  stranger: NO_GROUP,
  former: 'NOT_A_MEMBER',
  admin,
  owner,
});
const MEMBERS = members('done');
const STAFF = members('FORBIDDEN', 'done');
const OWNER = members('FORBIDDEN', 'FORBIDDEN', 'done');

const both = (verdict: RouteVerdict): RouteRule['ids'][string] => ({ other: verdict, random: verdict });
const GROUP = { conversationId: both(NO_GROUP) };
const MEMBER = { ...GROUP, memberId: both('USER_NOT_FOUND') };
const APPLICATION = { ...GROUP, applicationId: both('APPLICATION_NOT_FOUND') };

const NOBODY = { ids: {} } as const;
const self = (decidedIn: string) => ({ object: 'oneself', decidedIn, may: users('done'), ...NOBODY }) as const;
const group = (file: string, may: RouteRule['may'], ids: RouteRule['ids'] = GROUP, object = 'group'): RouteRule => ({
  object,
  decidedIn: `commands/group/${file}.ts`,
  may,
  ids,
});

/** Of admins alone: to others there is no such route, so no id of it is even looked at. */
const admins = (object: string, decidedIn: string, ids: RouteRule['ids'] = {}): RouteRule => ({
  object,
  decidedIn,
  may: { ...anyone('NOT_FOUND'), root: 'done' },
  ids,
});
const ANY_USER = { userId: { other: 'done', random: 'USER_NOT_FOUND' } } as const;
const ANY_GROUP = { conversationId: { other: 'done', random: NO_GROUP } } as const;
const ANY_REPORT = { reportId: { other: 'done', random: 'NOT_FOUND' } } as const;

export const ROUTE_RULES: Readonly<Record<RouteKey, RouteRule>> = {
  'POST /auth/register': { object: 'none', decidedIn: 'routes/auth/register.ts', may: anyone('done'), ...NOBODY },
  'POST /auth/login': { object: 'none', decidedIn: 'routes/auth/login.ts', may: anyone('done'), ...NOBODY },
  'POST /auth/refresh': { object: 'session of the token', decidedIn: 'store/sessions.ts', may: anyone('done'), ...NOBODY },
  'POST /auth/logout': self('store/sessions.ts'),
  'GET /auth/sessions': self('store/sessions.ts'),
  'DELETE /auth/sessions': self('store/sessions.ts'),
  'DELETE /auth/sessions/:sessionId': {
    object: 'session',
    decidedIn: 'store/sessions.ts',
    may: users('done'),
    ids: { sessionId: both('NOT_FOUND') },
  },
  'PUT /auth/password': self('routes/auth/change-password.ts'),
  'GET /user/profile': self('store/users.ts'),
  'PATCH /user/profile': self('store/users.ts'),
  'GET /user/export': self('export/export-records.ts'),
  'DELETE /user': {
    object: 'oneself, own groups',
    decidedIn: 'commands/delete-account/store.ts',
    may: { ...users('done'), owner: 'OWNER_CANNOT_LEAVE' },
    ...NOBODY,
  },
  'GET /user/search': { object: 'users', decidedIn: 'store/users.ts', may: users('done'), ...NOBODY },
  'GET /user/:userId': {
    object: 'user',
    decidedIn: 'store/users.ts',
    may: users('done'),
    ids: { userId: { other: 'done', random: 'USER_NOT_FOUND' } },
  },
  'GET /user/:userId/groups': {
    object: 'user, groups of both',
    decidedIn: 'store/shared-groups.ts',
    may: users('done'),
    ids: { userId: { other: 'done', random: 'USER_NOT_FOUND' } },
  },
  'POST /friends/request': {
    object: 'user',
    decidedIn: 'store/friend-requests.ts',
    may: users('done'),
    ids: { friendId: { other: 'done', random: 'USER_NOT_FOUND' } },
  },
  'GET /friends/requests': self('store/friend-requests.ts'),
  'GET /friends/requests/count': self('store/friend-requests.ts'),
  'GET /friends/requests/changes': self('store/friend-requests.ts'),
  'POST /friends/requests/:requestId/accept': {
    object: 'friend request',
    decidedIn: 'commands/accept-friend/store.ts',
    may: users('done'),
    ids: { requestId: both('REQUEST_NOT_FOUND') },
  },
  'POST /friends/requests/:requestId/reject': {
    object: 'friend request',
    decidedIn: 'store/friend-requests.ts',
    may: users('done'),
    ids: { requestId: both('REQUEST_NOT_FOUND') },
  },
  'GET /friends': self('store/friends.ts'),
  'GET /friends/changes': self('store/friends.ts'),
  'PATCH /friends/:friendId': {
    object: 'friend',
    decidedIn: 'commands/change-friend/store.ts',
    may: friends('NOT_FRIENDS'),
    ids: { friendId: both('NOT_FRIENDS') },
  },
  'DELETE /friends/:friendId': {
    object: 'friend',
    decidedIn: 'commands/delete-friend/store.ts',
    may: friends('nothing'),
    ids: { friendId: both('nothing') },
  },
  'GET /blocks': self('store/blocks.ts'),
  'GET /blocks/changes': self('store/blocks.ts'),
  'POST /blocks': {
    object: 'user',
    decidedIn: 'commands/block/store.ts',
    may: users('done'),
    ids: { userId: { other: 'done', random: 'USER_NOT_FOUND' } },
  },
  'DELETE /blocks/:userId': {
    object: 'block',
    decidedIn: 'commands/block/store.ts',
    may: users('done'),
    ids: { userId: both('nothing') },
  },
  'POST /presence/query': {
    object: 'users',
    decidedIn: 'store/load-watchable.ts',
    may: users('done'),
    ids: { userId: both('done') },
  },
  'POST /conversations/direct': {
    object: 'user',
    decidedIn: 'commands/open-direct/store.ts',
    may: friends('NOT_FRIENDS'),
    ids: { userId: both('NOT_FRIENDS') },
  },
  'POST /groups': group('create-group', users('done'), { memberId: both('NOT_FRIENDS') }, 'friends'),
  'GET /groups/applications': self('store/group-applications.ts'),
  'GET /groups/:conversationId': group('group-info', users('done'), { conversationId: { other: 'done', random: NO_GROUP } }),
  'PATCH /groups/:conversationId': group('update-group', STAFF),
  'DELETE /groups/:conversationId': group('dismiss-group', OWNER),
  'GET /groups/:conversationId/members': group('list-members', MEMBERS),
  'GET /groups/:conversationId/names': group('list-names', MEMBERS, { ...GROUP, memberId: both('done') }, 'group, members'),
  'GET /groups/:conversationId/online': group('count-online', MEMBERS),
  'POST /groups/:conversationId/members': group('invite-members', MEMBERS, { ...GROUP, memberId: both('NOT_FRIENDS') }, 'group, friends'),
  'DELETE /groups/:conversationId/members/:memberId': group('remove-member', STAFF, MEMBER, 'group, member'),
  'PUT /groups/:conversationId/members/:memberId/role': group('set-role', OWNER, MEMBER, 'group, member'),
  'PUT /groups/:conversationId/members/:memberId/mute': group('mute-member', STAFF, MEMBER, 'group, member'),
  'POST /groups/:conversationId/leave': group('leave-group', members('done', 'done', 'OWNER_CANNOT_LEAVE')),
  'POST /groups/:conversationId/transfer': group('transfer-owner', OWNER, MEMBER, 'group, member'),
  'PUT /groups/:conversationId/mute-all': group('set-mute-all', STAFF),
  'PUT /groups/:conversationId/nickname': group('set-nickname', MEMBERS),
  'POST /groups/:conversationId/applications': group(
    'join-group',
    { ...members('ALREADY_MEMBER'), stranger: 'done', former: 'done' },
    { conversationId: { other: 'done', random: NO_GROUP } },
  ),
  'GET /groups/:conversationId/applications': group('list-applications', STAFF),
  'POST /groups/:conversationId/applications/:applicationId/accept': group('handle-application', STAFF, APPLICATION, 'group, application'),
  'POST /groups/:conversationId/applications/:applicationId/reject': group('handle-application', STAFF, APPLICATION, 'group, application'),
  'POST /groups/:conversationId/invite-links': group('invite-links', STAFF),
  'GET /groups/:conversationId/invite-links': group('invite-links', STAFF),
  'DELETE /groups/:conversationId/invite-links/:linkId': group(
    'invite-links',
    STAFF,
    { ...GROUP, linkId: both('INVITE_NOT_FOUND') },
    'group, invite link',
  ),
  'POST /invite-links/:code/join': group(
    'join-by-link',
    { ...members('ALREADY_MEMBER'), stranger: 'done', former: 'done' },
    { code: { other: 'done', random: 'INVITE_NOT_FOUND' } },
    'invite link',
  ),
  'PATCH /conversations/:conversationId/settings': {
    object: 'conversation',
    decidedIn: 'commands/change-settings/store.ts',
    may: { ...users('done'), stranger: NO_GROUP },
    ids: GROUP,
  },
  'GET /conversations/:conversationId/readers/:seq': {
    object: 'message',
    decidedIn: 'commands/readers-of/store.ts',
    may: { ...MEMBERS, former: NO_GROUP },
    ids: GROUP,
  },
  'GET /conversations/:conversationId/files': {
    object: 'conversation',
    decidedIn: 'commands/shared-files/view-sql.ts',
    may: { ...users('done'), stranger: NO_GROUP },
    ids: GROUP,
  },
  'GET /favourites': self('commands/favourite/store.ts'),
  'PUT /favourites/:conversationId/:seq': {
    object: 'message',
    decidedIn: 'commands/favourite/store.ts',
    may: { ...users('done'), stranger: NO_GROUP },
    ids: GROUP,
  },
  'DELETE /favourites/:conversationId/:seq': {
    object: 'favourite',
    decidedIn: 'commands/favourite/store.ts',
    may: { ...users('done'), stranger: 'nothing' },
    ids: { conversationId: both('nothing') },
  },
  'POST /reports': {
    object: 'message',
    decidedIn: 'commands/report/evidence.ts',
    may: { ...users('done'), stranger: NO_GROUP },
    ids: GROUP,
  },
  'PUT /user/avatar': { object: 'file', decidedIn: 'store/files.ts', may: users('done'), ids: { fileId: both('FILE_NOT_FOUND') } },
  'PUT /groups/:conversationId/avatar': group('set-group-avatar', STAFF, { ...GROUP, fileId: both('FILE_NOT_FOUND') }, 'group, file'),
  'POST /files': self('store/files.ts'),
  'POST /files/:fileId/complete': {
    object: 'file',
    decidedIn: 'store/files.ts',
    may: users('done'),
    ids: { fileId: both('FILE_NOT_FOUND') },
  },
  'DELETE /files/:fileId': { object: 'file', decidedIn: 'store/files.ts', may: users('done'), ids: { fileId: both('FILE_NOT_FOUND') } },
  'GET /files/:fileId/link': {
    object: 'file',
    decidedIn: 'store/may-have-file.ts',
    may: users('done'),
    ids: { fileId: both('FILE_NOT_FOUND') },
  },
  'PUT /files/:fileId/content': {
    object: 'file of the signature',
    decidedIn: 'files/signed-urls.ts',
    may: anyone('done'),
    ids: { fileId: both('FILE_LINK_INVALID'), user: both('FILE_LINK_INVALID') },
  },
  'GET /files/:fileId/content': {
    object: 'file of the signature',
    decidedIn: 'files/signed-urls.ts',
    may: anyone('done'),
    ids: { fileId: both('FILE_LINK_INVALID'), user: both('FILE_LINK_INVALID') },
  },
  'GET /admin/users': admins('users', 'store/admin-users.ts'),
  'GET /admin/users/:userId': admins('user', 'store/admin-users.ts', ANY_USER),
  'PUT /admin/users/:userId/ban': admins('user', 'store/admin-users.ts', ANY_USER),
  'DELETE /admin/users/:userId/ban': admins('ban', 'store/admin-users.ts', { userId: { other: 'done', random: 'NOT_FOUND' } }),
  'POST /admin/users/:userId/logout': admins('user', 'store/admin-users.ts', ANY_USER),
  'GET /admin/groups': admins('groups', 'store/admin-groups.ts'),
  'GET /admin/groups/:conversationId': admins('group', 'store/admin-groups.ts', ANY_GROUP),
  'POST /admin/groups/:conversationId/dismiss': admins('group', 'commands/admin/dismiss-group.ts', ANY_GROUP),
  'GET /admin/reports': admins('reports', 'store/reports.ts'),
  'GET /admin/reports/:reportId': admins('report', 'commands/admin/reports.ts', ANY_REPORT),
  'POST /admin/reports/:reportId/resolve': admins('report', 'commands/admin/resolve-report.ts', ANY_REPORT),
  'POST /admin/broadcast': admins('everybody', 'routes/admin/broadcast.ts'),
  'GET /admin/nodes': admins('nodes', 'tier-nodes.ts'),
  'GET /admin/audit': admins('audit log', 'store/audit-log.ts'),
  'GET /access': { object: 'none', decidedIn: 'access-nodes.ts', may: anyone('done'), ...NOBODY },
};
