// The routes of admins on a web tier whose logic is played: who may call them, bans and sign-ins, the audit log.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { decodeToAccess } from '@godwit/shared/protocol/inside';
import type { AdminUserDetails, AdminUsersPage, AuditPage } from '@godwit/shared/rest/admin';
import type { Tokens } from '@godwit/shared/rest/auth';
import { SUBJECTS } from '@godwit/shared/subjects';
import { systemClock } from '@godwit/shared/clock';
import { createSigner } from '@godwit/shared/auth/jwt';
import { PERMISSIONS, RATE_CLASSES } from '../../permissions.js';
import { startTestWeb, type TestAnswer, type TestUser, type TestWeb } from '../../testing/test-web.js';

let web: TestWeb;
let db: pg.Pool;
let admin: TestUser;
beforeAll(async () => {
  web = await startTestWeb();
  db = new pg.Pool({ connectionString: web.database, max: 2 });
  admin = await newAdmin('root');
});
afterAll(async () => {
  await db.end();
  await web.close();
});

let lastId = 1_000;
async function newAdmin(username: string, on: TestWeb = web, pool: pg.Pool = db): Promise<TestUser> {
  const user = await on.signUp(username);
  await pool.query(`INSERT INTO admin (id, user_id) VALUES ($1, $2)`, [++lastId, user.userId]);
  return user;
}
const setAdmin = (user: Tokens, deleted: 0 | 1) => db.query(`UPDATE admin SET deleted = $2 WHERE user_id = $1`, [user.userId, deleted]);

const as = <T>({ accessToken: token }: Tokens, route: string, body?: object): Promise<TestAnswer<T>> =>
  web.call<T>(route, body === undefined ? { token } : { token, body });
const ban = (userId: string, body: object = { reason: 'spam' }) => as<{ sessions: number }>(admin, `PUT /admin/users/${userId}/ban`, body);
const auditOf = async (objectId: string): Promise<AuditPage['entries']> =>
  (await as<AuditPage>(admin, `GET /admin/audit?objectId=${objectId}`)).data.entries;
const refresh = (user: Tokens) => web.call<Tokens>('POST /auth/refresh', { body: { refreshToken: user.refreshToken } });

/** The login sessions that access nodes are told to close, of this user. */
async function whileToldOf(user: Tokens, act: () => Promise<unknown>): Promise<string[]> {
  const told: string[] = [];
  const { stop } = web.bus.subscribe(SUBJECTS.accessBroadcast, {}, (bytes) => {
    const said = decodeToAccess(bytes);
    if (said?.kind === 'sessionRevoked' && said.userId === user.userId) told.push(...said.loginSessionIds);
  });
  await web.bus.flush(1_000);
  await act();
  await web.bus.flush(1_000);
  stop();
  return told;
}

const adminRoutes = Object.entries(PERMISSIONS).flatMap(([route, { auth }]) => (auth === 'admin' ? [route] : []));
const concrete = (route: string): string => route.replace(/:\w+/g, '12345');
/** All of an answer but its request id and date. */
const seen = ({ status, code, message, data, headers }: TestAnswer) => ({
  status,
  code,
  message,
  data,
  headers: Object.fromEntries([...headers].filter(([name]) => !['x-request-id', 'date', 'connection', 'keep-alive'].includes(name))),
});

describe('to whoever is no admin', () => {
  it.each(adminRoutes)('[S10] [C33] %s answers as a path that is none', async (route) => {
    const [stranger, former, gone] = await Promise.all([web.signUp(), newAdmin(`former-${String(++lastId)}`), web.signUp()]);
    await setAdmin(former, 1);
    await web.call('POST /auth/logout', { token: gone.accessToken });
    const [method = ''] = route.split(' ');
    const bodies = method === 'GET' ? [{}] : [{}, { body: { x: 'y'.repeat(60_000) } }, { body: '{"no json' }];
    for (const token of [undefined, 'abc', stranger.accessToken, former.accessToken, gone.accessToken])
      for (const body of bodies) {
        const call = { ...body, ...(token === undefined ? {} : { token }) };
        const unknown = await web.call(`${method} /nothing/here/12345`, call);
        expect(seen(await web.call(concrete(route), call))).toEqual(seen(unknown));
        expect(unknown).toMatchObject({ status: 404, code: ERRORS.NOT_FOUND.code });
      }
  });

  it('[S10] also over the allowance; an admin over his is told', async () => {
    expect(RATE_CLASSES.admin).toMatchObject({ requests: 600, per: 'user' });
    const slow = await startTestWeb({ RATE_LIMIT_FACTOR: 0.01 });
    const pool = new pg.Pool({ connectionString: slow.database, max: 1 });
    const [stranger, boss] = [await slow.signUp('stranger'), await newAdmin('boss', slow, pool)];
    const codes = async (token: string): Promise<number[]> => {
      const answers = [];
      for (let i = 0; i < 8; i++) answers.push(await slow.call('GET /admin/users', { token }));
      return answers.map(({ code }) => code);
    };
    expect(new Set(await codes(stranger.accessToken))).toEqual(new Set([ERRORS.NOT_FOUND.code]));
    expect(await codes(boss.accessToken)).toEqual([0, 0, 0, 0, 0, 0, ERRORS.RATE_LIMIT.code, ERRORS.RATE_LIMIT.code]);
    await pool.end();
    await slow.close();
  });
});

describe('an admin', () => {
  it('[C30] is one as long as PostgreSQL says so, from the next call on', async () => {
    const other = await newAdmin('other-admin');
    const code = async () => (await as(other, 'GET /admin/users')).code;
    const codes = [await code()];
    await setAdmin(other, 1);
    codes.push(await code());
    await setAdmin(other, 0);
    codes.push(await code());
    await web.call('POST /auth/logout', { token: other.accessToken });
    codes.push(await code());
    expect(codes).toEqual([0, ERRORS.NOT_FOUND.code, 0, ERRORS.SESSION_REVOKED.code]);
  });

  it('is told that his token has expired, so that he renews it', async () => {
    const sign = createSigner({
      privateKeyPem: web.keys.privateKeyPem,
      ttlMs: 1_000,
      clock: { ...systemClock, now: () => Date.now() - 60_000 },
    });
    const { token } = sign({ userId: admin.userId, sessionId: '5', deviceId: 'd', platform: 'web' });
    expect(await web.call('GET /admin/users', { token })).toMatchObject({ status: 401, code: ERRORS.TOKEN_EXPIRED.code });
  });

  it('[S10] gives no malformed id, in any place', async () => {
    for (const route of adminRoutes.filter((key) => /:\w+Id/.test(key)))
      for (const id of ['0', '-1', 'x', '9'.repeat(19), "1'OR'1"]) {
        const body = route.startsWith('GET') || route.startsWith('DELETE') ? undefined : { reason: 'x' };
        expect([route, id, (await as(admin, route.replace(/:\w+Id/, id), body)).code]).toEqual([route, id, ERRORS.INVALID_ARGUMENT.code]);
      }
  });

  it('[F-88] lists users in pages that neither miss nor repeat one, and finds them by parts of a name and by id', async () => {
    const prefix = 'paged';
    for (let i = 0; i < 5; i++) await web.signUp(`${prefix}${String(i)}`);
    await db.query(`UPDATE users SET nickname = '100%_ 鹬' WHERE username = 'paged3'`);
    const find = async (query: string): Promise<AdminUsersPage> => (await as<AdminUsersPage>(admin, `GET /admin/users?${query}`)).data;
    const first = await find(`search=PAGED&limit=3`);
    await web.signUp(`${prefix}9`);
    const second = await find(`search=PAGED&limit=3&before=${first.next}`);
    expect([...first.users, ...second.users].map(({ username }) => username)).toEqual(['paged4', 'paged3', 'paged2', 'paged1', 'paged0']);
    expect(second.next).toBe('');
    const names = async (search: string) => (await find(`search=${encodeURIComponent(search)}`)).users.map(({ username }) => username);
    expect(await names('鹬')).toEqual(['paged3']);
    expect(await names('0%_')).toEqual(['paged3']);
    expect(await names('%d3')).toEqual([]);
    expect(await names(first.users[0]!.userId)).toEqual(['paged4']);
    expect(Object.keys(first.users[0]!).sort()).toEqual(['admin', 'avatar', 'ban', 'createdAt', 'nickname', 'userId', 'username']);
  });

  it.each(['users?search=%00', 'groups?search=a%00b', 'audit?objectId=%00'])('[S15] takes no NUL: %s', async (path) => {
    expect(await as(admin, `GET /admin/${path}`)).toMatchObject({ status: 400, code: ERRORS.INVALID_ARGUMENT.code });
  });

  it('[F-88] sees an account with its devices, and signs all of them out', async () => {
    const user = await web.signUp('many-devices');
    const second = await web.signIn({ ...user, deviceId: 'second' });
    const details = (await as<AdminUserDetails>(admin, `GET /admin/users/${user.userId}`)).data;
    expect(details).toMatchObject({
      username: 'many-devices',
      admin: false,
      ban: null,
      sessions: [{ deviceId: 'second' }, { deviceId: user.deviceId }],
    });
    const told = await whileToldOf(user, () => as(admin, `POST /admin/users/${user.userId}/logout`, { reason: 'lost phone' }));
    expect(told.sort()).toEqual(details.sessions.map(({ id }) => id).sort());
    for (const { accessToken } of [user, second.data])
      expect(await web.call('GET /user/profile', { token: accessToken })).toMatchObject({ code: ERRORS.SESSION_REVOKED.code });
    expect(await refresh(user)).toMatchObject({ code: ERRORS.SESSION_REVOKED.code });
    expect(await web.signIn(user)).toMatchObject({ code: 0 });
    expect(await as(admin, 'GET /admin/users/12345')).toMatchObject({ status: 404, code: ERRORS.USER_NOT_FOUND.code });
    expect(await as(admin, 'POST /admin/users/12345/logout', {})).toMatchObject({ code: ERRORS.USER_NOT_FOUND.code });
  });
});

describe('a ban', () => {
  it('[S3] signs all devices out, tells their connections, and refuses sign-in and refresh with its reason', async () => {
    const user = await web.signUp('banned');
    let answer: TestAnswer<{ sessions: number }> | undefined;
    const told = await whileToldOf(user, async () => {
      answer = await ban(user.userId, { reason: 'sold fake birds' });
    });
    expect(answer).toMatchObject({ status: 200, data: { sessions: 1 } });
    expect(told).toHaveLength(1);
    expect(await web.call('GET /user/profile', { token: user.accessToken })).toMatchObject({ code: ERRORS.SESSION_REVOKED.code });
    const refused = { status: 401, code: ERRORS.ACCOUNT_BANNED.code, message: expect.stringContaining('sold fake birds'), data: null };
    expect(await web.signIn(user)).toMatchObject(refused);
    expect(await web.signIn({ ...user, deviceId: 'new' })).toMatchObject(refused);
    expect(await refresh(user)).toMatchObject(refused);
    const { data } = await as<AdminUserDetails>(admin, `GET /admin/users/${user.userId}`);
    expect(data).toMatchObject({
      ban: { until: 0, reason: 'sold fake birds', adminId: admin.userId, since: expect.any(Number) },
      sessions: [],
    });
  });

  it('[S8] is told to nobody who does not know the password', async () => {
    const [user, free] = await Promise.all([web.signUp('secretly-banned'), web.signUp('free')]);
    await ban(user.userId);
    const [banned, other] = await Promise.all(
      [user, free].map(({ username }) => web.signIn({ username, password: 'a wrong guess', deviceId: 'x' })),
    );
    expect([banned!.status, banned!.code, banned!.message]).toEqual([other!.status, other!.code, other!.message]);
    expect(banned!.code).toBe(ERRORS.WRONG_CREDENTIALS.code);
  });

  it('[F-88] ends at its time or when it is lifted; a new one takes the place of the old', async () => {
    const user = await web.signUp('for-a-while');
    const until = Date.now() + 3_600_000;
    await ban(user.userId, { reason: 'first' });
    await ban(user.userId, { until, reason: 'second' });
    const told = await web.signIn(user);
    expect(told).toMatchObject({ code: ERRORS.ACCOUNT_BANNED.code, message: expect.stringContaining(new Date(until).toISOString()) });
    expect((told.data as unknown as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(3_000_000);
    await db.query(`UPDATE user_ban SET banned_until = now() WHERE user_id = $1`, [user.userId]);
    expect(await web.signIn(user)).toMatchObject({ code: 0 });
    expect(await as(admin, `DELETE /admin/users/${user.userId}/ban`)).toMatchObject({ code: ERRORS.NOT_FOUND.code });
    await ban(user.userId);
    expect(await as(admin, `DELETE /admin/users/${user.userId}/ban`)).toMatchObject({ code: 0 });
    expect(await web.signIn(user)).toMatchObject({ code: 0 });
    expect((await auditOf(user.userId)).map(({ action, reason }) => [action, reason])).toEqual([
      ['user.unban', ''],
      ['user.ban', 'spam'],
      ['user.ban', 'second'],
      ['user.ban', 'first'],
    ]);
  });

  it('[S3] of many sign-ins at the same time none is left standing', async () => {
    const user = await web.signUp('racing');
    await Promise.all([
      ...Array.from({ length: 8 }, (_, i) => web.signIn({ ...user, deviceId: `racing-${String(i)}` })),
      new Promise((resolve) => setTimeout(resolve, 60)).then(() => ban(user.userId)),
    ]);
    const { rows } = await db.query(`SELECT id FROM user_session WHERE user_id = $1 AND revoked_at IS NULL`, [user.userId]);
    expect(rows).toEqual([]);
  });

  it('is not for admins, for nobody, without a reason, or in the past', async () => {
    const user = await web.signUp('unbanned');
    expect(await ban(admin.userId)).toMatchObject({ status: 409, code: ERRORS.CANNOT_BAN_ADMIN.code });
    expect(await ban('12345')).toMatchObject({ code: ERRORS.USER_NOT_FOUND.code });
    for (const body of [{}, { reason: '' }, { reason: 'x', until: 1 }, { reason: 'x', until: 1e18 }, { reason: 'x', admin: true }])
      expect(await ban(user.userId, body)).toMatchObject({ code: ERRORS.INVALID_ARGUMENT.code });
    expect(await web.call('GET /user/profile', { token: user.accessToken })).toMatchObject({ code: 0 });
    expect(await auditOf(user.userId)).toEqual([]);
  });
});

describe('the audit log', () => {
  it('[F-88] says who did what to whom, why, in which request, from where and when; in pages', async () => {
    const user = await web.signUp('watched');
    const answer = await ban(user.userId, { reason: 'a reason' });
    for (const reason of ['1', '2', '3']) await as(admin, `POST /admin/users/${user.userId}/logout`, { reason });
    const find = async (query: string) => (await as<AuditPage>(admin, `GET /admin/audit?${query}`)).data;
    const first = await find(`objectId=${user.userId}&limit=3`);
    const second = await find(`objectId=${user.userId}&limit=3&before=${first.next}`);
    expect([...first.entries, ...second.entries].map(({ reason }) => reason)).toEqual(['3', '2', '1', 'a reason']);
    expect(second.next).toBe('');
    expect(second.entries[0]).toEqual({
      id: expect.any(String),
      adminId: admin.userId,
      action: 'user.ban',
      objectKind: 'user',
      objectId: user.userId,
      reason: 'a reason',
      requestId: answer.requestId,
      ip: '127.0.0.1',
      at: expect.any(Number),
    });
    expect((await find('adminId=0')).entries).toEqual([]);
    expect((await find(`adminId=${admin.userId}&limit=1`)).entries).toHaveLength(1);
  });

  it('[F-88] nothing in it is changed or removed, and what it cannot record is not done', async () => {
    const user = await web.signUp('unrecorded');
    for (const statement of [`UPDATE audit_log SET reason = ''`, `DELETE FROM audit_log`, `TRUNCATE audit_log`])
      await expect(db.query(statement)).rejects.toThrow('append-only');
    await db.query(`ALTER TABLE audit_log ADD CONSTRAINT no_more CHECK (object_id <> '${user.userId}') NOT VALID`);
    expect(await ban(user.userId)).toMatchObject({ status: 500 });
    await db.query(`ALTER TABLE audit_log DROP CONSTRAINT no_more`);
    expect(await web.call('GET /user/profile', { token: user.accessToken })).toMatchObject({ code: 0 });
    expect(await web.signIn(user)).toMatchObject({ code: 0 });
  });
});

it('[S3] a ban holds after a flush of Redis and without Redis', async () => {
  const user = await web.signUp('banned-for-good');
  await ban(user.userId);
  await web.redis.flushall();
  expect(await web.signIn(user)).toMatchObject({ code: ERRORS.ACCOUNT_BANNED.code });
  await web.redisServer.stop();
  expect(await web.signIn(user)).toMatchObject({ code: ERRORS.ACCOUNT_BANNED.code });
  expect(await refresh(user)).toMatchObject({ code: ERRORS.ACCOUNT_BANNED.code });
  expect(await web.call('GET /user/profile', { token: user.accessToken })).toMatchObject({ code: ERRORS.SESSION_REVOKED.code });
  expect(await as(admin, 'GET /admin/nodes')).toMatchObject({ status: 503, code: ERRORS.UNAVAILABLE.code });
});
