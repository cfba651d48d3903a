import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '@godwit/shared/rest/answer';
import type { LoginSession, RegisterResult, Tokens } from '@godwit/shared/rest/auth';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { decodeToAccess, type ToAccess } from '@godwit/shared/protocol/inside';
import { SUBJECTS } from '@godwit/shared/subjects';
import { newSigningKeys, startTestWeb, type TestUser, type TestWeb } from '../../testing/test-web.js';

let web: TestWeb;
beforeAll(async () => {
  web = await startTestWeb();
});
afterAll(() => web.close());

const dataOf = <T>(answer: Answer<unknown>): T => answer.data as T;

async function sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: web.database });
  await client.connect();
  const { rows } = await client.query(text, values);
  await client.end();
  return rows as Row[];
}

const refresh = (refreshToken: string) => web.call('POST /auth/refresh', { body: { refreshToken } });
/** The next that is told; of this user: each is repeated after 5 s. */
const nextRevocation = (userId: string): Promise<ToAccess | undefined> =>
  new Promise((resolve) => {
    const { stop } = web.bus.subscribe(SUBJECTS.accessBroadcast, {}, (bytes) => {
      const said = decodeToAccess(bytes);
      if (said?.kind !== 'sessionRevoked' || said.userId !== userId) return;
      stop();
      resolve(said);
    });
  });

describe('register', () => {
  it('[F-60] creates the account and answers 201 with its id as text', async () => {
    const answer = await web.call('POST /auth/register', {
      body: { username: 'Alice', password: 'a long passphrase', email: 'a@example.org' },
    });
    const { userId } = dataOf<RegisterResult>(answer);
    expect(answer).toMatchObject({ status: 201, code: 0, data: { username: 'alice', nickname: 'alice' } });
    expect(userId).toMatch(/^\d{10,19}$/);
    const [row] = await sql<{ password_hash: string; email: string }>('SELECT password_hash, email FROM users WHERE id = $1', [userId]);
    expect(row).toMatchObject({ email: 'a@example.org', password_hash: expect.stringMatching(/^\$2[aby]\$10\$/) });
  });

  it('refuses a name that is taken, whatever its case', async () => {
    await web.signUp('taken');
    const answer = await web.call('POST /auth/register', { body: { username: 'TAKEN', password: 'a long passphrase' } });
    expect(answer).toMatchObject({ status: 409, code: ERRORS.USERNAME_TAKEN.code });
  });

  it('of ten at once with the same name one wins', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => web.call('POST /auth/register', { body: { username: 'contended', password: 'a long passphrase' } })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
  });

  it.each(['ab', '1abc', 'has space', 'naïve', `a${'b'.repeat(32)}`, 'semi;colon', ''])('refuses the username %j', async (username) => {
    const answer = await web.call('POST /auth/register', { body: { username, password: 'a long passphrase' } });
    expect(answer).toMatchObject({ status: 400, code: ERRORS.INVALID_USERNAME.code });
  });

  it.each([
    ['7 bytes', 'abcdefg'],
    ['73 bytes', 'x1'.repeat(36) + 'y'],
    ['25 characters that are 75 bytes', '密'.repeat(25)],
    ['a common one', 'Password123'],
    ['one character repeated', 'ccccccccccc'],
    ['the username', 'weakling'],
  ])('[S9] refuses a password of %s', async (_what, password) => {
    const answer = await web.call('POST /auth/register', { body: { username: 'weakling', password } });
    expect(answer).toMatchObject({ status: 400, code: ERRORS.WEAK_PASSWORD.code });
  });

  it('[S9] accepts 72 bytes in 24 characters', async () => {
    const body = { username: 'hanzi', password: '密码足够长'.repeat(4) + '密码足够' };
    expect(await web.call('POST /auth/register', { body })).toMatchObject({ status: 201 });
    expect(await web.signIn({ ...body, deviceId: 'd' })).toMatchObject({ status: 200 });
  });

  it('[S13] refuses fields that are not its own', async () => {
    const answer = await web.call('POST /auth/register', {
      body: { username: 'massive', password: 'a long passphrase', id: '1', deleted: 1, stateVersion: 9 },
    });
    expect(answer).toMatchObject({ status: 400, code: ERRORS.INVALID_ARGUMENT.code });
    expect(await sql('SELECT FROM users WHERE username = $1', ['massive'])).toEqual([]);
  });
});

describe('login', () => {
  it('[F-60] answers tokens that work, and accepts device_id', async () => {
    const user = await web.signUp();
    const answer = await web.call('POST /auth/login', {
      body: { username: user.username.toUpperCase(), password: user.password, device_id: 'snake', platform: 'cli' },
    });
    const tokens = dataOf<Tokens>(answer);
    expect(answer).toMatchObject({ status: 200, code: 0, data: { userId: user.userId } });
    expect(tokens.expiresAt).toBeGreaterThan(Date.now() + 6 * 86_400_000);
    expect(await web.call('GET /user/profile', { token: tokens.accessToken })).toMatchObject({
      status: 200,
      data: { userId: user.userId },
    });
  });

  it('[S8] an unknown name and a wrong password get the same answer', async () => {
    const user = await web.signUp();
    const [unknown, wrong] = await Promise.all([
      web.signIn({ username: 'nobody-here', password: 'wrong wrong', deviceId: 'x' }),
      web.signIn({ username: user.username, password: 'wrong wrong', deviceId: 'x' }),
    ]);
    expect({ ...unknown, requestId: '', headers: '' }).toEqual({ ...wrong, requestId: '', headers: '' });
    expect(unknown).toMatchObject({ status: 401, code: ERRORS.WRONG_CREDENTIALS.code, data: null });
  });

  it('[S8] an unknown name costs what a wrong password costs: one comparison, with a hash of the same cost', async () => {
    const user = await web.signUp();
    const { passwords } = web.services;
    const { verify } = passwords;
    const compared: (string | undefined)[] = [];
    passwords.verify = (password, hash) => {
      compared.push(hash);
      return verify(password, hash);
    };
    await web.signIn({ username: 'nobody-here', password: 'wrong wrong', deviceId: 'y' });
    await web.signIn({ username: user.username, password: 'wrong wrong', deviceId: 'y' });
    passwords.verify = verify;
    expect(compared).toEqual([undefined, expect.stringMatching(/^\$2b\$10\$/)]);
    const source = readFileSync(new URL('../../auth/passwords.ts', import.meta.url), 'utf8');
    expect(/NOBODY = '(.{7})/.exec(source)?.[1]).toBe('$2b$10$');
  });

  it('[S8] names that cannot exist are answered like unknown ones', async () => {
    for (const username of ["' OR 1=1 --", '用户', 'a'.repeat(100)]) {
      expect(await web.signIn({ username, password: 'x', deviceId: 'x' })).toMatchObject({ code: ERRORS.WRONG_CREDENTIALS.code });
    }
  });

  it('[S9] a longer text that begins with the password is not the password', async () => {
    const password = 'p4ssphrase '.repeat(6) + 'sixtyx';
    await web.call('POST /auth/register', { body: { username: 'longest', password } });
    expect(Buffer.byteLength(password)).toBe(72);
    expect(await web.signIn({ username: 'longest', password, deviceId: 'd' })).toMatchObject({ status: 200 });
    expect(await web.signIn({ username: 'longest', password: `${password}x`, deviceId: 'd' })).toMatchObject({
      code: ERRORS.WRONG_CREDENTIALS.code,
    });
  });

  it('a second sign-in of a device ends its first session', async () => {
    const user = await web.signUp();
    const revoked = nextRevocation(user.userId);
    await web.bus.flush(1_000);
    const again = await web.signIn(user);
    expect(await revoked).toMatchObject({ kind: 'sessionRevoked', userId: user.userId });
    expect(await web.call('GET /user/profile', { token: user.accessToken })).toMatchObject({ code: ERRORS.SESSION_REVOKED.code });
    expect(await web.call('GET /user/profile', { token: again.data.accessToken })).toMatchObject({ code: 0 });
  });

  it('[S7] after five wrong passwords strangers are locked out, the owner gets in from a known device', async () => {
    const user = await web.signUp();
    const guess = () => web.signIn({ username: user.username, password: 'a wrong guess', deviceId: 'stranger' });
    for (let i = 0; i < 5; i++) expect(await guess()).toMatchObject({ code: ERRORS.WRONG_CREDENTIALS.code });
    const locked = await guess();
    expect(locked).toMatchObject({ status: 429, code: ERRORS.ACCOUNT_LOCKED.code, data: { retryAfterMs: expect.any(Number) } });
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(800);
    expect(await web.signIn({ ...user, deviceId: 'stranger' })).toMatchObject({ code: ERRORS.ACCOUNT_LOCKED.code });
    expect(await web.signIn(user)).toMatchObject({ code: 0 });
  });

  it('[S7] guesses sent at once are counted too', async () => {
    const user = await web.signUp();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        web.signIn({ username: user.username, password: `wrong guess ${String(i)}`, deviceId: 'stranger' }),
      ),
    );
    const checked = answers.filter((answer) => answer.code === ERRORS.WRONG_CREDENTIALS.code).length;
    expect(checked).toBeGreaterThanOrEqual(5);
    expect(checked).toBeLessThanOrEqual(6);
  });

  it('[S7] a name without an account is locked alike', async () => {
    const guess = () => web.signIn({ username: 'no-such-account', password: 'a wrong guess', deviceId: 'd' });
    for (let i = 0; i < 5; i++) expect(await guess()).toMatchObject({ code: ERRORS.WRONG_CREDENTIALS.code });
    expect(await guess()).toMatchObject({ code: ERRORS.ACCOUNT_LOCKED.code });
  });

  it('[O13] 50 accounts at once leave the loop to other requests', async () => {
    const user = await web.signUp();
    await sql(
      `INSERT INTO users (id, username, password_hash) SELECT n, 'parallel-' || n, (SELECT password_hash FROM users WHERE id = $1) FROM generate_series(1, 50) n`,
      [user.userId],
    );
    let running = true;
    const logins = Promise.all(
      Array.from({ length: 50 }, (_, i) => web.signIn({ ...user, username: `parallel-${String(i + 1)}` })),
    ).finally(() => {
      running = false;
    });
    let healthy = 0;
    while (running) healthy += (await fetch(`${web.url}/healthz`)).ok ? 1 : 0;
    expect((await logins).map((answer) => answer.code)).toEqual(Array.from({ length: 50 }, () => 0));
    expect(healthy).toBeGreaterThan(50);
  });
});

describe('refresh', () => {
  it('[S5] rotates: the new token works, the access token is new', async () => {
    const user = await web.signUp();
    const first = await refresh(user.refreshToken);
    const tokens = dataOf<Tokens>(first);
    expect(first).toMatchObject({ status: 200, code: 0, data: { userId: user.userId } });
    expect(tokens.refreshToken).not.toBe(user.refreshToken);
    expect(await web.call('GET /user/profile', { token: tokens.accessToken })).toMatchObject({ code: 0 });
    expect(await refresh(tokens.refreshToken)).toMatchObject({ code: 0 });
  });

  it('[S5] the same token again within the grace gives the same successor, also at once', async () => {
    const user = await web.signUp();
    const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(user.refreshToken)));
    expect(new Set(answers.map((answer) => dataOf<Tokens>(answer).refreshToken)).size).toBe(1);
    const [successor = ''] = answers.map((answer) => dataOf<Tokens>(answer).refreshToken);
    expect(await refresh(successor)).toMatchObject({ code: 0 });
  });

  it('[S5] of five at once on two nodes in the middle of a key rotation all get one successor, and both nodes take it', async () => {
    const newer = newSigningKeys(web.keys);
    const shared = { DATABASE_URL: web.database, REDIS_URL: web.redisServer.url, NATS_URL: web.natsServer.url };
    const older = { ...web.keys, otherPrivateKeysPem: [newer.privateKeyPem], publicKeysPem: newer.publicKeysPem };
    const [ahead, behind] = await Promise.all([startTestWeb(shared, newer), startTestWeb(shared, older)]);
    const user = await behind.signUp('rotated-keys');
    const nodes = [ahead, behind, ahead, behind, ahead];
    const renew = (node: TestWeb, refreshToken: string) => node.call<Tokens>('POST /auth/refresh', { body: { refreshToken } });
    const answers = await Promise.all(nodes.map((node) => renew(node, user.refreshToken)));
    const [successor = '', ...others] = new Set(answers.map(({ data }) => data.refreshToken));
    const profiles = await Promise.all(
      answers.flatMap(({ data }) => [ahead, behind].map((node) => node.call('GET /user/profile', { token: data.accessToken }))),
    );
    const onward = await renew(behind, (await renew(ahead, successor)).data.refreshToken);
    await Promise.all([ahead.close(), behind.close()]);
    expect(others).toEqual([]);
    expect(profiles.map(({ code }) => code)).toEqual(profiles.map(() => 0));
    expect(onward).toMatchObject({ code: 0 });
  });

  it('[S5] 9 s after the rotation the grace holds still', async () => {
    const user = await web.signUp();
    const second = dataOf<Tokens>(await refresh(user.refreshToken));
    await sql(`UPDATE user_session SET rotated_at = now() - interval '9 seconds' WHERE user_id = $1`, [user.userId]);
    expect(dataOf<Tokens>(await refresh(user.refreshToken)).refreshToken).toBe(second.refreshToken);
  });

  it('[S5] reuse after the grace ends the session, its connections included', async () => {
    const user = await web.signUp();
    const second = dataOf<Tokens>(await refresh(user.refreshToken));
    await sql(`UPDATE user_session SET rotated_at = now() - interval '11 seconds' WHERE user_id = $1`, [user.userId]);
    const revoked = nextRevocation(user.userId);
    await web.bus.flush(1_000);
    expect(await refresh(user.refreshToken)).toMatchObject({ status: 401, code: ERRORS.REFRESH_REUSED.code });
    expect(await revoked).toMatchObject({ kind: 'sessionRevoked', userId: user.userId });
    expect(await refresh(second.refreshToken)).toMatchObject({ code: ERRORS.SESSION_REVOKED.code });
    expect(await web.call('GET /user/profile', { token: second.accessToken })).toMatchObject({ code: ERRORS.SESSION_REVOKED.code });
  });

  it('[S5] a token older than the last rotation is reuse, however soon', async () => {
    const user = await web.signUp();
    const second = dataOf<Tokens>(await refresh(user.refreshToken));
    await refresh(second.refreshToken);
    expect(await refresh(user.refreshToken)).toMatchObject({ code: ERRORS.REFRESH_REUSED.code });
  });

  it('[S2] what we did not issue is refused and ends nothing', async () => {
    const user = await web.signUp();
    const [sessionId = '', secret = '', mac = ''] = user.refreshToken.split('.');
    for (const forged of [
      `${sessionId}.${'A'.repeat(43)}.${mac}`,
      `${sessionId}.${secret}.${'A'.repeat(43)}`,
      user.accessToken.slice(0, 200),
      'x',
      `1.${secret}.${mac}`,
    ]) {
      expect(await refresh(forged)).toMatchObject({ status: 401, code: ERRORS.UNAUTHENTICATED.code });
    }
    expect(await refresh(user.refreshToken)).toMatchObject({ code: 0 });
  });

  it('refuses an expired one', async () => {
    const user = await web.signUp();
    await sql(`UPDATE user_session SET expires_at = now() WHERE user_id = $1`, [user.userId]);
    expect(await refresh(user.refreshToken)).toMatchObject({ code: ERRORS.UNAUTHENTICATED.code });
    expect(await web.call('GET /user/profile', { token: user.accessToken })).toMatchObject({ code: ERRORS.UNAUTHENTICATED.code });
  });

  it('[C31] the database holds no token', async () => {
    const user = await web.signUp();
    const rows = await sql<{ row: string }>('SELECT user_session::text AS row FROM user_session');
    expect(rows.some(({ row }) => row.includes(user.refreshToken.split('.')[1] ?? '?'))).toBe(false);
  });
});

describe('logout and sessions', () => {
  it('[S3] a signed-out token is refused at once, its connection is told', async () => {
    const user = await web.signUp();
    const revoked = nextRevocation(user.userId);
    await web.bus.flush(1_000);
    expect(await web.call('POST /auth/logout', { token: user.accessToken })).toMatchObject({ status: 200, code: 0, data: {} });
    const [row] = await sql<{ id: string }>('SELECT id FROM user_session WHERE user_id = $1 AND revoked_at IS NOT NULL', [user.userId]);
    expect(await revoked).toEqual({ kind: 'sessionRevoked', loginSessionIds: [row?.id], userId: user.userId, closeCode: 501 });
    expect(await web.call('GET /user/profile', { token: user.accessToken })).toMatchObject({
      status: 401,
      code: ERRORS.SESSION_REVOKED.code,
    });
    expect(await refresh(user.refreshToken)).toMatchObject({ code: ERRORS.SESSION_REVOKED.code });
  });

  it('logout takes an empty JSON body', async () => {
    const user = await web.signUp();
    expect(await web.call('POST /auth/logout', { token: user.accessToken, body: '' })).toMatchObject({ code: 0 });
  });

  it('[F-61] lists the devices, the asking one marked', async () => {
    const user = await web.signUp();
    await web.signIn({ ...user, deviceId: 'second', deviceName: ' Firefox · Linux ' });
    const answer = await web.call('GET /auth/sessions', { token: user.accessToken });
    const sessions = dataOf<LoginSession[]>(answer);
    expect(sessions.map(({ deviceId, deviceName, current }) => ({ deviceId, deviceName, current }))).toEqual([
      { deviceId: 'second', deviceName: 'Firefox · Linux', current: false },
      { deviceId: user.deviceId, deviceName: '', current: true },
    ]);
    expect(sessions[0]).toMatchObject({ platform: 'web', ip: '127.0.0.1', createdAt: expect.any(Number) });
  });
});

describe('signing other devices out', () => {
  interface Device {
    token: string;
    id: string;
  }

  const profileCode = async (token: string) => (await web.call('GET /user/profile', { token })).code;

  async function devices(): Promise<{ user: TestUser; own: Device; second: Device }> {
    const user = await web.signUp();
    const { data } = await web.signIn({ ...user, deviceId: 'second' });
    const listed = dataOf<LoginSession[]>(await web.call('GET /auth/sessions', { token: user.accessToken }));
    const idOf = (deviceId: string): string => listed.find((session) => session.deviceId === deviceId)?.id ?? '';
    return {
      user,
      own: { token: user.accessToken, id: idOf(user.deviceId) },
      second: { token: data.accessToken, id: idOf('second') },
    };
  }

  it('[F-61] one: refused at once, its connection is told, the others stay', async () => {
    const { user, own, second } = await devices();
    const revoked = nextRevocation(user.userId);
    await web.bus.flush(1_000);
    expect(await web.call(`DELETE /auth/sessions/${second.id}`, { token: own.token })).toMatchObject({ status: 200, data: {} });
    expect(await revoked).toMatchObject({ kind: 'sessionRevoked', loginSessionIds: [second.id], userId: user.userId });
    expect(await profileCode(second.token)).toBe(ERRORS.SESSION_REVOKED.code);
    expect(await profileCode(own.token)).toBe(0);
  });

  it("[C33] somebody else's, an ended and an unknown one are not found alike, and nothing ends", async () => {
    const [mine, theirs] = [await devices(), await devices()];
    await web.call(`DELETE /auth/sessions/${mine.second.id}`, { token: mine.own.token });
    const answers = await Promise.all(
      [theirs.own.id, mine.second.id, '999'].map((id) => web.call(`DELETE /auth/sessions/${id}`, { token: mine.own.token })),
    );
    expect(answers.map(({ status, code, message }) => ({ status, code, message }))).toEqual(
      answers.map(() => ({ status: 404, code: ERRORS.NOT_FOUND.code, message: answers[0]?.message })),
    );
    expect(await profileCode(theirs.own.token)).toBe(0);
  });

  it('[F-61] all others: only the asking one stays', async () => {
    const { user, own, second } = await devices();
    const revoked = nextRevocation(user.userId);
    await web.bus.flush(1_000);
    expect(await web.call('DELETE /auth/sessions', { token: own.token })).toMatchObject({ code: 0, data: { sessions: 1 } });
    expect(await revoked).toMatchObject({ kind: 'sessionRevoked', loginSessionIds: [second.id] });
    expect([await profileCode(own.token), await profileCode(second.token)]).toEqual([0, ERRORS.SESSION_REVOKED.code]);
    expect(await web.call('DELETE /auth/sessions', { token: own.token })).toMatchObject({ code: 0, data: { sessions: 0 } });
  });

  describe('by a new password', () => {
    const NEW = 'another long passphrase';
    const change = (token: string, oldPassword: string, newPassword = NEW) =>
      web.call('PUT /auth/password', { token, body: { oldPassword, newPassword } });

    it('[F-71] the new one signs in, the old one does not, other devices are out and told', async () => {
      const { user, own, second } = await devices();
      const revoked = nextRevocation(user.userId);
      await web.bus.flush(1_000);
      expect(await change(own.token, user.password)).toMatchObject({ status: 200, data: { sessions: 1 } });
      expect(await revoked).toMatchObject({ kind: 'sessionRevoked', loginSessionIds: [second.id] });
      expect([await profileCode(own.token), await profileCode(second.token)]).toEqual([0, ERRORS.SESSION_REVOKED.code]);
      expect(await web.signIn({ ...user, deviceId: 'third' })).toMatchObject({ code: ERRORS.WRONG_CREDENTIALS.code });
      expect(await web.signIn({ ...user, password: NEW, deviceId: 'third' })).toMatchObject({ code: 0 });
      expect(await refresh(user.refreshToken)).toMatchObject({ code: 0 });
    });

    it('[S7] guesses with a stolen token are counted: after five even the right one is refused', async () => {
      const { user, own, second } = await devices();
      for (let i = 0; i < 5; i++) expect(await change(own.token, 'a wrong guess')).toMatchObject({ code: ERRORS.WRONG_CREDENTIALS.code });
      expect(await change(own.token, user.password)).toMatchObject({ status: 429, code: ERRORS.ACCOUNT_LOCKED.code });
      expect(await profileCode(second.token)).toBe(0);
    });

    it.each([
      ['7 bytes', 'abcdefg'],
      ['73 bytes', `${'x1'.repeat(36)}y`],
      ['a common one', 'Password123'],
    ])('[S9] refuses %s, whatever the old one', async (_what, weak) => {
      const { user, own, second } = await devices();
      expect(await change(own.token, user.password, weak)).toMatchObject({ status: 400, code: ERRORS.WEAK_PASSWORD.code });
      expect(await profileCode(second.token)).toBe(0);
    });

    it('[S13] refuses fields that are not its own', async () => {
      const { user, own } = await devices();
      const body = { oldPassword: user.password, newPassword: NEW, userId: '1' };
      expect(await web.call('PUT /auth/password', { token: own.token, body })).toMatchObject({ code: ERRORS.INVALID_ARGUMENT.code });
    });

    it('of two at once one wins', async () => {
      const { user, own } = await devices();
      const codes = (await Promise.all([change(own.token, user.password), change(own.token, user.password, `${NEW}!`)])).map(
        ({ code }) => code,
      );
      expect(codes.sort()).toEqual([0, ERRORS.WRONG_CREDENTIALS.code]);
    });

    it('[F-71] a sign-in whose old password was compared before the change gets no session', async () => {
      const { user, own } = await devices();
      const compared = web.services.passwords.verify.bind(web.services.passwords);
      web.services.passwords.verify = async (password, hash) => {
        const right = await compared(password, hash);
        web.services.passwords.verify = compared;
        expect(await change(own.token, user.password)).toMatchObject({ code: 0 });
        return right;
      };
      expect(await web.signIn({ ...user, deviceId: 'late' })).toMatchObject({ code: ERRORS.WRONG_CREDENTIALS.code });
    });
  });
});
