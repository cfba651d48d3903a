import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LogicRequest } from '@godwit/shared/protocol/logic-request';
import { decodeToAccess } from '@godwit/shared/protocol/inside';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { SUBJECTS } from '@godwit/shared/subjects';
import { startTestWeb, type TestAnswer, type TestUser, type TestWeb } from '../../testing/test-web.js';

let web: TestWeb;
beforeAll(async () => {
  web = await startTestWeb();
});
afterAll(() => web.close());

const end = (by: TestUser, body: unknown): Promise<TestAnswer> => web.call('DELETE /user', { token: by.accessToken, body });

/** What logic is asked; answered as `answer` says. */
function asked(answer: (request: LogicRequest) => unknown): LogicRequest[] {
  const requests: LogicRequest[] = [];
  web.playLogic((request) => {
    requests.push(request);
    return answer(request);
  });
  return requests;
}

it('[F-71] asks for the password before anything else, and counts wrong ones', async () => {
  const user = await web.signUp();
  const requests = asked(() => ({ ok: true, value: { revoked: [] } }));
  for (const body of [undefined, {}, { password: 5 }, { password: user.password, userId: '1' }])
    expect(await end(user, body)).toMatchObject({ status: 400, code: ERRORS.INVALID_ARGUMENT.code });
  for (let i = 0; i < 5; i++)
    expect(await end(user, { password: 'wrong' })).toMatchObject({ status: 401, code: ERRORS.WRONG_CREDENTIALS.code });
  expect(await end(user, { password: user.password })).toMatchObject({ status: 429, code: ERRORS.ACCOUNT_LOCKED.code });
  expect(requests).toEqual([]);
});

it('[F-71] a refusal of logic is the answer, and ends no session', async () => {
  const user = await web.signUp();
  asked(() => ({ ok: false, refusal: { error: 'OWNER_CANNOT_LEAVE', detail: '2 groups have other members' } }));
  expect(await end(user, { password: user.password })).toMatchObject({ status: 409, code: ERRORS.OWNER_CANNOT_LEAVE.code, data: null });
  expect(await web.call('GET /user/profile', { token: user.accessToken })).toMatchObject({ code: 0 });
});

it('[F-71] [F-17] the sessions that were open are announced, also when the answer of what was done is lost', async () => {
  const user = await web.signUp();
  const other = await web.signIn({ ...user, deviceId: 'another' });
  const announced = new Set<string>();
  web.bus.subscribe(SUBJECTS.accessBroadcast, {}, (bytes) => {
    const said = decodeToAccess(bytes);
    if (said?.kind === 'sessionRevoked' && said.userId === user.userId) said.loginSessionIds.forEach((id) => announced.add(id));
  });
  await web.bus.flush(1_000);
  const sessions = await web.services.db.query<{ id: string }>(`SELECT id FROM user_session WHERE user_id = $1`, [user.userId]);
  asked(() => {
    void web.services.db.query(`UPDATE users SET deleted = 1 WHERE id = $1`, [user.userId]);
    return undefined;
  });
  expect(await end(user, { password: user.password })).toMatchObject({ status: 200, code: 0, data: {} });
  expect([...announced].sort()).toEqual(sessions.map(({ id }) => id).sort());
  for (const token of [user.accessToken, other.data.accessToken])
    expect(await web.call('GET /user/profile', { token })).toMatchObject({ status: 401 });
}, 30_000);

it('[F-71] when nobody answers and nothing was done, it may be repeated', async () => {
  const user = await web.signUp();
  asked(() => ({ ok: false, refusal: { error: 'UNAVAILABLE', retryAfterMs: 1_000 } }));
  expect(await end(user, { password: user.password })).toMatchObject({ status: 503, data: { retryAfterMs: 1_000 } });
  const requests = asked(() => ({ ok: true, value: { revoked: [] } }));
  expect(await end(user, { password: user.password })).toMatchObject({ code: 0 });
  expect(requests).toMatchObject([{ method: 'deleteAccount', userId: user.userId }]);
});

it('[F-71] the name of a deleted account is given to nobody else', async () => {
  const { userId } = await web.signUp('unique-name');
  await web.services.db.query(
    `UPDATE users SET deleted = 1, username = '#' || encode(sha256(convert_to(username, 'UTF8')), 'hex') WHERE id = $1`,
    [userId],
  );
  const again = await web.call('POST /auth/register', { body: { username: 'Unique-Name', password: 'a long passphrase' } });
  expect(again).toMatchObject({ status: 409, code: ERRORS.USERNAME_TAKEN.code });
});
