// One good call of every route, by somebody about things of his: what the tests of every route begin with. The compiler refuses a route without one.
import type { RouteKey } from '../permissions.js';
import { type Cast, newId, PASSWORD, type RouteWorld } from './route-world.js';

export type Ids = Readonly<Record<string, string>>;

export interface RouteCall {
  /** What the call names: parts of the path under their names there, and what stands in the query or the body. */
  ids?(cast: Cast, world: RouteWorld): Ids | Promise<Ids>;
  query?(ids: Ids, cast: Cast): Record<string, string>;
  body?(ids: Ids, cast: Cast): object;
  /** The body is bytes. */
  bytes?(): Buffer;
}

const group = ({ groupId }: Cast): Ids => ({ conversationId: groupId });
const member = (cast: Cast): Ids => ({ ...group(cast), memberId: cast.target.userId });
const application = (cast: Cast): Ids => ({ ...group(cast), applicationId: cast.applicationId });
const hub = ({ hub: { userId } }: Cast): Ids => ({ userId });
const asBody = (ids: Ids): object => ids;
const ONE_LETTER = Buffer.from('a');

/** An upload announced by the caller, and what its signed URL says. */
async function announced({ me }: Cast, world: RouteWorld): Promise<Ids> {
  const { json } = await world.call('POST', '/files', { token: me.accessToken, body: { name: 'a.txt', size: ONE_LETTER.length } });
  return signedIds((json?.data as { url: string }).url);
}

async function uploaded(cast: Cast, world: RouteWorld): Promise<Ids> {
  const ids = await announced(cast, world);
  const { fileId = '', ...query } = ids;
  await world.call('PUT', `/files/${fileId}/content`, { query, body: ONE_LETTER });
  return ids;
}

async function linked(cast: Cast, world: RouteWorld): Promise<Ids> {
  const { fileId = '' } = await uploaded(cast, world);
  await world.call('POST', `/files/${fileId}/complete`, { token: cast.me.accessToken });
  const { json } = await world.call('GET', `/files/${fileId}/link`, { token: cast.me.accessToken });
  return signedIds((json?.data as { url: string }).url);
}

function signedIds(url: string): Ids {
  const { pathname, searchParams } = new URL(url, 'http://x');
  return { fileId: /\/files\/(\d+)\//.exec(pathname)?.[1] ?? '', ...Object.fromEntries(searchParams) };
}

const signedQuery = ({ user = '', expires = '', signature = '' }: Ids): Record<string, string> => ({ user, expires, signature });
const onlyFile = async (ids: Promise<Ids>): Promise<Ids> => ({ fileId: (await ids)['fileId'] ?? '' });

const newcomer = ({ newcomer: { userId } }: Cast): Ids => ({ userId });

async function banned(cast: Cast, { db }: RouteWorld): Promise<Ids> {
  const { userId = '' } = newcomer(cast);
  const ban = `INSERT INTO user_ban (id, user_id, admin_id, banned_until) VALUES ($1, $2, 1, 'infinity') ON CONFLICT DO NOTHING`;
  await db.query(ban, [newId(), userId]);
  return { userId };
}

/** The message of the hub. */
async function reported({ groupId, hub: { userId } }: Cast, { db }: RouteWorld): Promise<Ids> {
  const reportId = newId();
  await db.query(
    `INSERT INTO report (id, reporter_id, kind, conversation_id, seq, reported_id, reason, evidence)
     VALUES ($1, $1, 0, $2, 1, $3, 0, '{"entries": [], "people": [], "group": null}')`,
    [reportId, groupId, userId],
  );
  return { reportId };
}

export const ROUTE_CALLS: Readonly<Record<RouteKey, RouteCall>> = {
  'POST /auth/register': { body: () => ({ username: `new${newId()}`, password: PASSWORD, nickname: 'N', phone: '', email: '' }) },
  'POST /auth/login': {
    body: (_, { me }) => ({ username: me.username, password: PASSWORD, deviceId: me.deviceId, platform: 'web' }),
  },
  'POST /auth/refresh': { body: (_, { me }) => ({ refreshToken: me.refreshToken }) },
  'POST /auth/logout': {},
  'GET /auth/sessions': {},
  'DELETE /auth/sessions': {},
  'DELETE /auth/sessions/:sessionId': { ids: ({ otherSessionId }) => ({ sessionId: otherSessionId }) },
  'PUT /auth/password': { body: () => ({ oldPassword: PASSWORD, newPassword: `${PASSWORD} 2` }) },
  'GET /user/profile': {},
  'PATCH /user/profile': { body: () => ({ nickname: 'New', signature: 'Hi', avatar: '', phone: '', email: '', gender: 1 }) },
  'GET /user/export': {},
  'DELETE /user': { body: () => ({ password: PASSWORD }) },
  'GET /user/search': { query: (_, { hub: { username } }) => ({ username }) },
  'GET /user/:userId': { ids: hub },
  'GET /user/:userId/groups': { ids: hub },
  'POST /friends/request': {
    ids: ({ newcomer }) => ({ friendId: newcomer.userId }),
    body: (ids) => ({ ...ids, message: 'Hello' }),
  },
  'GET /friends/requests': { query: () => ({ direction: 'received', limit: '10' }) },
  'GET /friends/requests/count': {},
  'GET /friends/requests/changes': { query: () => ({ since: '' }) },
  'POST /friends/requests/:requestId/accept': { ids: ({ requestId }) => ({ requestId }) },
  'POST /friends/requests/:requestId/reject': { ids: ({ requestId }) => ({ requestId }) },
  'GET /friends': {},
  'GET /friends/changes': { query: () => ({ since: '' }) },
  'PATCH /friends/:friendId': { ids: ({ hub: { userId } }) => ({ friendId: userId }), body: () => ({ remark: 'R', starred: true }) },
  'DELETE /friends/:friendId': { ids: ({ hub: { userId } }) => ({ friendId: userId }) },
  'GET /blocks': {},
  'GET /blocks/changes': { query: () => ({ since: '' }) },
  'POST /blocks': { ids: hub, body: asBody },
  'DELETE /blocks/:userId': {
    ids: async ({ me, target: { userId } }, world) => {
      await world.call('POST', '/blocks', { token: me.accessToken, body: { userId } });
      return { userId };
    },
  },
  'POST /presence/query': { ids: hub, body: ({ userId }) => ({ userIds: [userId] }) },
  'POST /conversations/direct': { ids: hub, body: asBody },
  'POST /groups': {
    ids: ({ friend }) => ({ memberId: friend.userId }),
    body: ({ memberId }) => ({ title: 'T', memberIds: [memberId], requestKey: `key-${newId()}` }),
  },
  'GET /groups/applications': {},
  'GET /groups/:conversationId': { ids: group },
  'PATCH /groups/:conversationId': { ids: group, body: () => ({ title: 'T2', announcement: 'A', avatar: '', joinMode: 'free' }) },
  'DELETE /groups/:conversationId': { ids: group },
  'GET /groups/:conversationId/members': { ids: group, query: () => ({ cursor: '', limit: '10', name: 'n' }) },
  'GET /groups/:conversationId/names': {
    ids: (cast) => ({ ...group(cast), memberId: cast.target.userId }),
    query: ({ memberId = '' }) => ({ ids: memberId }),
  },
  'GET /groups/:conversationId/online': { ids: group },
  'POST /groups/:conversationId/members': {
    ids: (cast) => ({ ...group(cast), memberId: cast.friend.userId }),
    body: ({ memberId }) => ({ memberIds: [memberId] }),
  },
  'DELETE /groups/:conversationId/members/:memberId': { ids: member },
  'PUT /groups/:conversationId/members/:memberId/role': { ids: member, body: () => ({ role: 'admin' }) },
  'PUT /groups/:conversationId/members/:memberId/mute': { ids: member, body: () => ({ until: Date.now() + 60_000 }) },
  'POST /groups/:conversationId/leave': { ids: group },
  'POST /groups/:conversationId/transfer': { ids: member, body: ({ memberId }) => ({ memberId }) },
  'PUT /groups/:conversationId/mute-all': { ids: group, body: () => ({ muteAll: true }) },
  'PUT /groups/:conversationId/nickname': { ids: group, body: () => ({ nickname: 'Nick' }) },
  'POST /groups/:conversationId/applications': { ids: group, body: () => ({ message: 'Let me in' }) },
  'GET /groups/:conversationId/applications': { ids: group },
  'POST /groups/:conversationId/applications/:applicationId/accept': { ids: application },
  'POST /groups/:conversationId/applications/:applicationId/reject': { ids: application },
  'POST /groups/:conversationId/invite-links': { ids: group, body: () => ({ hours: 1, maxUses: 2 }) },
  'GET /groups/:conversationId/invite-links': { ids: group },
  'DELETE /groups/:conversationId/invite-links/:linkId': { ids: (cast) => ({ ...group(cast), linkId: cast.linkId }) },
  'POST /invite-links/:code/join': { ids: ({ code }) => ({ code }) },
  'PATCH /conversations/:conversationId/settings': { ids: group, body: () => ({ pinned: true, draft: 'D' }) },
  'GET /conversations/:conversationId/readers/:seq': { ids: (cast) => ({ ...group(cast), seq: '1' }) },
  'GET /conversations/:conversationId/files': { ids: group, query: () => ({ kind: 'media', before: '9', limit: '10' }) },
  'GET /favourites': { query: () => ({ limit: '10' }) },
  'PUT /favourites/:conversationId/:seq': { ids: (cast) => ({ ...group(cast), seq: '1' }) },
  'DELETE /favourites/:conversationId/:seq': {
    ids: async (cast, world) => {
      await world.call('PUT', `/favourites/${cast.groupId}/1`, { token: cast.me.accessToken });
      return { ...group(cast), seq: '1' };
    },
  },
  'POST /reports': { ids: group, body: (ids) => ({ kind: 'message', ...ids, seq: 1, reason: 'spam', text: 'Look' }) },
  'PUT /user/avatar': { ids: ({ avatarId }) => ({ fileId: avatarId }), body: asBody },
  'PUT /groups/:conversationId/avatar': {
    ids: (cast) => ({ ...group(cast), fileId: cast.avatarId }),
    body: ({ fileId }) => ({ fileId }),
  },
  'POST /files': { body: () => ({ kind: 'file', name: 'a.txt', size: 3 }) },
  'POST /files/:fileId/complete': { ids: (cast, world) => onlyFile(uploaded(cast, world)) },
  'DELETE /files/:fileId': { ids: ({ uploadId }) => ({ fileId: uploadId }) },
  'GET /files/:fileId/link': { ids: ({ avatarId }) => ({ fileId: avatarId }) },
  'PUT /files/:fileId/content': { ids: announced, query: signedQuery, bytes: () => ONE_LETTER },
  'GET /files/:fileId/content': { ids: linked, query: signedQuery },
  'GET /admin/users': { query: () => ({ search: 'person', limit: '10' }) },
  'GET /admin/users/:userId': { ids: hub },
  'PUT /admin/users/:userId/ban': { ids: newcomer, body: () => ({ reason: 'spam' }) },
  'DELETE /admin/users/:userId/ban': { ids: banned },
  'POST /admin/users/:userId/logout': { ids: newcomer, body: () => ({ reason: 'lost phone' }) },
  'GET /admin/groups': { query: () => ({ search: 'Group' }) },
  'GET /admin/groups/:conversationId': { ids: group },
  'POST /admin/groups/:conversationId/dismiss': { ids: group, body: () => ({ reason: 'spam' }) },
  'GET /admin/reports': { query: () => ({ state: 'open', limit: '10' }) },
  'GET /admin/reports/:reportId': { ids: reported },
  'POST /admin/reports/:reportId/resolve': { ids: reported, body: () => ({ note: 'seen', recall: true }) },
  'POST /admin/broadcast': { body: () => ({ title: 'T', text: 'Text' }) },
  'GET /admin/nodes': {},
  'GET /admin/audit': { query: () => ({ adminId: '0', objectId: '1', limit: '10' }) },
  'GET /access': {},
};

export const ROUTE_KEYS = Object.keys(ROUTE_CALLS) as RouteKey[];

/** What the path, the query and the body of one call are made of. */
export interface Prepared {
  readonly key: RouteKey;
  readonly method: string;
  readonly pattern: string;
  readonly ids: Ids;
  readonly query: Readonly<Record<string, string>> | undefined;
  readonly body: unknown;
}

export async function prepare(key: RouteKey, cast: Cast, world: RouteWorld, change: (ids: Ids) => Ids = (ids) => ids): Promise<Prepared> {
  const call = ROUTE_CALLS[key];
  const [method = '', pattern = ''] = key.split(' ');
  const ids = change((await call.ids?.(cast, world)) ?? {});
  return { key, method, pattern, ids, query: call.query?.(ids, cast), body: call.bytes?.() ?? call.body?.(ids, cast) };
}

export const pathOf = ({ pattern, ids }: Pick<Prepared, 'pattern' | 'ids'>): string =>
  pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(Buffer.from(ids[name] ?? '').toString()));
