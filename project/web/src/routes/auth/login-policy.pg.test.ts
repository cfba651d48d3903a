import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoginSession, Tokens } from '@godwit/shared/rest/auth';
import { startTestWeb, type TestAnswer, type TestWeb } from '../../testing/test-web.js';

const DEVICES = [
  { deviceId: 'browser-1', platform: 'web' },
  { deviceId: 'phone', platform: 'ios' },
  { deviceId: 'browser-2', platform: 'web' },
] as const;

describe.each([
  { policy: 'all', stay: ['browser-1', 'browser-2', 'phone'] },
  { policy: 'one-per-platform', stay: ['browser-2', 'phone'] },
  { policy: 'one', stay: ['browser-2'] },
] as const)('[F-16] LOGIN_POLICY=$policy', ({ policy, stay }) => {
  let web: TestWeb;
  beforeAll(async () => {
    web = await startTestWeb({ LOGIN_POLICY: policy });
  });
  afterAll(() => web.close());

  const signIn = ({ username, password }: { username: string; password: string }, device: { deviceId: string; platform: string }) =>
    web.call<Tokens>('POST /auth/login', { body: { username, password, ...device } });
  const register = async (username: string): Promise<{ username: string; password: string }> => {
    const account = { username, password: 'correct horse battery' };
    expect(await web.call('POST /auth/register', { body: account })).toMatchObject({ code: 0 });
    return account;
  };

  it(`leaves ${stay.join(', ')} signed in after a browser, a phone and another browser, and another account alone`, async () => {
    const [account, other] = [await register('alice'), await register('bob')];
    const bystander = await signIn(other, DEVICES[0]);
    const answers: TestAnswer<Tokens>[] = [];
    for (const device of DEVICES) answers.push(await signIn(account, device));
    const listed = await web.call<LoginSession[]>('GET /auth/sessions', { token: answers.at(-1)!.data.accessToken });
    expect(listed.data.map(({ deviceId }) => deviceId).sort()).toEqual(stay);
    const statuses = await Promise.all(answers.map(({ data }) => web.call('GET /user/profile', { token: data.accessToken })));
    expect(
      DEVICES.filter((_, i) => statuses[i]?.status === 200)
        .map(({ deviceId }) => deviceId)
        .sort(),
    ).toEqual(stay);
    expect(await web.call('GET /user/profile', { token: bystander.data.accessToken })).toMatchObject({ code: 0 });
  });

  it('holds when devices sign in at the same time', async () => {
    const account = await register('carol');
    const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => signIn(account, { deviceId: `d${String(i)}`, platform: 'web' })));
    const alive = await Promise.all(answers.map(({ data }) => web.call('GET /user/profile', { token: data.accessToken })));
    expect(alive.filter(({ status }) => status === 200)).toHaveLength(policy === 'all' ? 6 : 1);
  });
});
