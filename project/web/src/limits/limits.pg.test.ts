import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { DependencyError } from '../dependency-error.js';
import { startTestWeb, type TestAnswer, type TestWeb } from '../testing/test-web.js';

let web: TestWeb;
beforeAll(async () => {
  // search: 60 a minute × 0.05 = 3; discovery: 30; register: 6; login: 15
  web = await startTestWeb({ RATE_LIMIT_FACTOR: 0.05 });
});
afterAll(() => web.close());

const codes = (answers: TestAnswer[]): number[] => answers.map((answer) => answer.code);

describe('allowances', () => {
  it('[F-70] are counted per user, whatever the address', async () => {
    const [a, b] = await Promise.all([web.signUp(), web.signUp()]);
    const search = (token: string) => web.call('GET /user/search?username=x', { token });
    const answers = [await search(a.accessToken), await search(a.accessToken), await search(a.accessToken), await search(a.accessToken)];
    expect(codes(answers)).toEqual([0, 0, 0, ERRORS.RATE_LIMIT.code]);
    expect(answers[3]).toMatchObject({ status: 429, data: { retryAfterMs: expect.any(Number) } });
    expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await search(b.accessToken)).toMatchObject({ code: 0 });
  });

  it('[S7] a forged X-Forwarded-For does not start a new count', async () => {
    const answers = await Promise.all(
      Array.from({ length: 31 }, (_, i) =>
        web.call('GET /access', { headers: { 'x-forwarded-for': `10.0.0.${String(i)}`, 'x-real-ip': `10.1.0.${String(i)}` } }),
      ),
    );
    expect(codes(answers).filter((code) => code === ERRORS.RATE_LIMIT.code)).toHaveLength(1);
  });

  it('health and documentation are not counted', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => fetch(`${web.url}/healthz`)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect((await fetch(`${web.url}/swagger/json`)).status).toBe(200);
  });

  it('[F-60] what could not be done is not counted among the contacts that were taken', async () => {
    const run = (attempt: () => Promise<Outcome<string>>) => web.services.contactLimit.run('somebody', attempt);
    for (let i = 0; i < 11; i++)
      await expect(run(() => Promise.reject(new DependencyError('postgres', 'UNAVAILABLE')))).rejects.toThrow('unavailable');
    for (let i = 0; i < 10; i++) expect(await run(async () => refuse('CONTACT_TAKEN'))).toEqual(refuse('CONTACT_TAKEN'));
    expect(await run(async () => ok('free'))).toMatchObject({ ok: false, refusal: { error: 'RATE_LIMIT' } });
  });

  it('[S19] hold without Redis', async () => {
    const user = await web.signUp();
    await web.redisServer.stop();
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await web.call('GET /user/search?username=x', { token: user.accessToken }));
    expect(codes(answers)).toEqual([0, 0, 0, ERRORS.RATE_LIMIT.code, ERRORS.RATE_LIMIT.code]);
    const guesses = [];
    for (let i = 0; i < 6; i++)
      guesses.push(await web.signIn({ username: user.username, password: 'a wrong guess', deviceId: 'stranger' }));
    expect(codes(guesses).at(-1)).toBe(ERRORS.ACCOUNT_LOCKED.code);
  });
});
