// What Swagger UI fills in for a body: one good call of each route that takes one. A test parses each with the schema of its route.
import type { RouteKey } from '../permissions.js';

const USER = '7301234567890123776';
const OTHER = '7301234567890127872';
const FILE = '7301234567890140160';
const PASSWORD = 'tideline-wren-58';
const REASON = { reason: 'Sends advertisements to strangers.' };

export const REQUEST_EXAMPLES: Readonly<Partial<Record<RouteKey, object>>> = {
  'POST /auth/register': { username: 'ada', password: PASSWORD, nickname: 'Ada', phone: '+44 20 7946 0000', email: 'ada@example.org' },
  'POST /auth/login': { username: 'ada', password: PASSWORD, deviceId: 'swagger', platform: 'web', deviceName: 'Swagger UI' },
  'POST /auth/refresh': { refreshToken: 'the refreshToken of a sign-in' },
  'PUT /auth/password': { oldPassword: PASSWORD, newPassword: 'heather-quiet-71' },
  'PATCH /user/profile': { nickname: 'Ada', signature: 'Counting birds', showPresence: true, findBy: { phone: false } },
  'DELETE /user': { password: PASSWORD },
  'PUT /user/avatar': { fileId: FILE },
  'POST /friends/request': { friendId: USER, message: 'We met at the marsh.' },
  'PATCH /friends/:friendId': { remark: 'Ada (birds)', starred: true },
  'POST /blocks': { userId: USER },
  'POST /presence/query': { userIds: [USER, OTHER] },
  'POST /conversations/direct': { userId: USER },
  'PATCH /conversations/:conversationId/settings': { pinned: true, mute: { level: 1, until: 0 } },
  'POST /groups': { title: 'Birds', memberIds: [USER, OTHER], requestKey: 'birds-2027-01-07' },
  'PATCH /groups/:conversationId': { title: 'Birds of the marsh', announcement: 'Sunday, 6:00', joinMode: 'approval' },
  'PUT /groups/:conversationId/avatar': { fileId: FILE },
  'POST /groups/:conversationId/members': { memberIds: [USER] },
  'PUT /groups/:conversationId/members/:memberId/role': { role: 'admin' },
  'PUT /groups/:conversationId/members/:memberId/mute': { until: 1_798_761_600_000 },
  'POST /groups/:conversationId/transfer': { memberId: USER },
  'PUT /groups/:conversationId/mute-all': { muteAll: true },
  'PUT /groups/:conversationId/nickname': { nickname: 'Wren' },
  'POST /groups/:conversationId/applications': { message: 'I count birds, too.' },
  'POST /groups/:conversationId/invite-links': { hours: 24, maxUses: 10 },
  'POST /files': { kind: 'image', name: 'heron.jpg', size: 48_213 },
  'POST /reports': { kind: 'user', userId: USER, reason: 'spam', text: 'Writes the same to everybody.' },
  'PUT /admin/users/:userId/ban': { until: 1_798_761_600_000, ...REASON },
  'POST /admin/users/:userId/logout': REASON,
  'POST /admin/groups/:conversationId/dismiss': REASON,
  'POST /admin/reports/:reportId/resolve': { note: 'Recalled; the sender was told.', recall: true },
  'POST /admin/broadcast': { code: 'maintenance', title: 'Maintenance', text: 'Tonight from 2:00 to 2:10.' },
};
