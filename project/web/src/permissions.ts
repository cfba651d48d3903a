// The table of every REST route: the router is generated from it, so a route that is not here cannot exist (C32, S10).

import { MAX_FILE_BYTES } from '@godwit/shared/rest/limits';

export interface RateClass {
  /** Counted per address before sign-in, per user after. */
  per: 'address' | 'user';
  requests: number;
  seconds: number;
}

export const RATE_CLASSES = {
  register: { per: 'address', requests: 120, seconds: 600 },
  login: { per: 'address', requests: 300, seconds: 300 },
  refresh: { per: 'address', requests: 600, seconds: 60 },
  discovery: { per: 'address', requests: 600, seconds: 60 },
  read: { per: 'user', requests: 600, seconds: 60 },
  write: { per: 'user', requests: 120, seconds: 60 },
  search: { per: 'user', requests: 60, seconds: 60 },
  /** Each costs two hashes. */
  password: { per: 'user', requests: 20, seconds: 3_600 },
  /** Each reads all that a user has. */
  export: { per: 'user', requests: 6, seconds: 3_600 },
  befriend: { per: 'user', requests: 60, seconds: 3_600 },
  /** Also what bounds guessing at links. */
  join: { per: 'user', requests: 60, seconds: 3_600 },
  admin: { per: 'user', requests: 600, seconds: 60 },
  /** To everybody who is online. */
  broadcast: { per: 'user', requests: 10, seconds: 3_600 },
  upload: { per: 'user', requests: 600, seconds: 3_600 },
  /** A player that seeks asks for many ranges. */
  content: { per: 'address', requests: 6_000, seconds: 60 },
} as const satisfies Record<string, RateClass>;
export type RateClassName = keyof typeof RATE_CLASSES;

export interface Permission {
  /**
   * anyone: no token is looked at. user: a valid access token of a session that was not revoked. admin: that, of somebody who is an admin
   * in PostgreSQL now; to others the route does not exist. link: the URL is signed, for one user.
   */
  auth: 'anyone' | 'user' | 'admin' | 'link';
  rate: RateClassName;
  /** Longest body read; larger ones are refused before they are. */
  maxBodyBytes: number;
}

const SMALL = 4_096;
const PROFILE = 16_384;
/** 500 ids, or an announcement. */
const GROUP = 16_384;
/** 1,000 characters, escaped. */
const REPORT = 8_192;
/** A draft, or 100 ranges. */
const SETTINGS = 32_768;

/** Paths are under REST_PREFIX. What is somebody else's is not found, never forbidden (C33): the stores ask by owner. */
export const PERMISSIONS = {
  'POST /auth/register': { auth: 'anyone', rate: 'register', maxBodyBytes: SMALL },
  'POST /auth/login': { auth: 'anyone', rate: 'login', maxBodyBytes: SMALL },
  'POST /auth/refresh': { auth: 'anyone', rate: 'refresh', maxBodyBytes: SMALL },
  'POST /auth/logout': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'GET /auth/sessions': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'DELETE /auth/sessions': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'DELETE /auth/sessions/:sessionId': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'PUT /auth/password': { auth: 'user', rate: 'password', maxBodyBytes: SMALL },
  'GET /user/profile': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'PATCH /user/profile': { auth: 'user', rate: 'write', maxBodyBytes: PROFILE },
  'GET /user/export': { auth: 'user', rate: 'export', maxBodyBytes: SMALL },
  'DELETE /user': { auth: 'user', rate: 'password', maxBodyBytes: SMALL },
  'GET /user/search': { auth: 'user', rate: 'search', maxBodyBytes: SMALL },
  'GET /user/:userId': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'GET /user/:userId/groups': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'POST /friends/request': { auth: 'user', rate: 'befriend', maxBodyBytes: SMALL },
  'GET /friends/requests': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'GET /friends/requests/count': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'GET /friends/requests/changes': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'POST /friends/requests/:requestId/accept': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'POST /friends/requests/:requestId/reject': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'GET /friends': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'GET /friends/changes': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'PATCH /friends/:friendId': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'DELETE /friends/:friendId': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'GET /blocks': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'GET /blocks/changes': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'POST /blocks': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'DELETE /blocks/:userId': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'POST /presence/query': { auth: 'user', rate: 'read', maxBodyBytes: SMALL * 2 },
  'POST /conversations/direct': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'POST /groups': { auth: 'user', rate: 'write', maxBodyBytes: GROUP },
  'GET /groups/applications': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'GET /groups/:conversationId': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'PATCH /groups/:conversationId': { auth: 'user', rate: 'write', maxBodyBytes: GROUP },
  'DELETE /groups/:conversationId': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'GET /groups/:conversationId/members': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'GET /groups/:conversationId/names': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'GET /groups/:conversationId/online': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'POST /groups/:conversationId/members': { auth: 'user', rate: 'write', maxBodyBytes: GROUP },
  'DELETE /groups/:conversationId/members/:memberId': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'PUT /groups/:conversationId/members/:memberId/role': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'PUT /groups/:conversationId/members/:memberId/mute': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'POST /groups/:conversationId/leave': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'POST /groups/:conversationId/transfer': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'PUT /groups/:conversationId/mute-all': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'PUT /groups/:conversationId/nickname': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'POST /groups/:conversationId/applications': { auth: 'user', rate: 'join', maxBodyBytes: SMALL },
  'GET /groups/:conversationId/applications': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'POST /groups/:conversationId/applications/:applicationId/accept': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'POST /groups/:conversationId/applications/:applicationId/reject': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'POST /groups/:conversationId/invite-links': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'GET /groups/:conversationId/invite-links': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'DELETE /groups/:conversationId/invite-links/:linkId': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'POST /invite-links/:code/join': { auth: 'user', rate: 'join', maxBodyBytes: SMALL },
  'PATCH /conversations/:conversationId/settings': { auth: 'user', rate: 'write', maxBodyBytes: SETTINGS },
  'GET /conversations/:conversationId/readers/:seq': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'GET /conversations/:conversationId/files': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'GET /favourites': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'PUT /favourites/:conversationId/:seq': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'DELETE /favourites/:conversationId/:seq': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'POST /reports': { auth: 'user', rate: 'write', maxBodyBytes: REPORT },
  'PUT /user/avatar': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'PUT /groups/:conversationId/avatar': { auth: 'user', rate: 'write', maxBodyBytes: SMALL },
  'POST /files': { auth: 'user', rate: 'upload', maxBodyBytes: SMALL },
  'POST /files/:fileId/complete': { auth: 'user', rate: 'upload', maxBodyBytes: SMALL },
  'DELETE /files/:fileId': { auth: 'user', rate: 'upload', maxBodyBytes: SMALL },
  'GET /files/:fileId/link': { auth: 'user', rate: 'read', maxBodyBytes: SMALL },
  'PUT /files/:fileId/content': { auth: 'link', rate: 'content', maxBodyBytes: MAX_FILE_BYTES },
  'GET /files/:fileId/content': { auth: 'link', rate: 'content', maxBodyBytes: SMALL },
  'GET /admin/users': { auth: 'admin', rate: 'admin', maxBodyBytes: SMALL },
  'GET /admin/users/:userId': { auth: 'admin', rate: 'admin', maxBodyBytes: SMALL },
  'PUT /admin/users/:userId/ban': { auth: 'admin', rate: 'admin', maxBodyBytes: SMALL },
  'DELETE /admin/users/:userId/ban': { auth: 'admin', rate: 'admin', maxBodyBytes: SMALL },
  'POST /admin/users/:userId/logout': { auth: 'admin', rate: 'admin', maxBodyBytes: SMALL },
  'GET /admin/groups': { auth: 'admin', rate: 'admin', maxBodyBytes: SMALL },
  'GET /admin/groups/:conversationId': { auth: 'admin', rate: 'admin', maxBodyBytes: SMALL },
  'POST /admin/groups/:conversationId/dismiss': { auth: 'admin', rate: 'admin', maxBodyBytes: SMALL },
  'GET /admin/reports': { auth: 'admin', rate: 'admin', maxBodyBytes: SMALL },
  'GET /admin/reports/:reportId': { auth: 'admin', rate: 'admin', maxBodyBytes: SMALL },
  'POST /admin/reports/:reportId/resolve': { auth: 'admin', rate: 'admin', maxBodyBytes: REPORT },
  'POST /admin/broadcast': { auth: 'admin', rate: 'broadcast', maxBodyBytes: GROUP },
  'GET /admin/nodes': { auth: 'admin', rate: 'admin', maxBodyBytes: SMALL },
  'GET /admin/audit': { auth: 'admin', rate: 'admin', maxBodyBytes: SMALL },
  'GET /access': { auth: 'anyone', rate: 'discovery', maxBodyBytes: SMALL },
} as const satisfies Record<string, Permission>;
export type RouteKey = keyof typeof PERMISSIONS;
