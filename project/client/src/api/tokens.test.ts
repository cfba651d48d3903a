import type { Tokens } from '@godwit/shared/rest/auth';
import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from './api-error.js';
import { TokenKeeper } from './tokens.js';

describe('tokens (F-60, S5)', () => {
  let clock: FakeClock;
  let calls: string[];
  let kept: (Tokens | null)[];
  let ends: unknown[];
  let answer: (refreshToken: string) => Promise<Tokens>;
  let keeper: TokenKeeper;
  const tokens = (n: number): Tokens => ({
    userId: '1',
    accessToken: `access${n}`,
    refreshToken: `refresh${n}`,
    expiresAt: clock.now() + 3_600_000,
  });

  beforeEach(() => {
    clock = new FakeClock();
    calls = [];
    kept = [];
    ends = [];
    answer = () => Promise.resolve(tokens(calls.length + 1));
    keeper = new TokenKeeper({
      clock,
      refresh: (refreshToken) => {
        calls.push(refreshToken);
        return answer(refreshToken);
      },
      ended: (error) => ends.push([error.error, keeper.tokens?.accessToken]),
      persist: (t) => {
        kept.push(t);
        return Promise.resolve();
      },
    });
    keeper.adopt(tokens(1));
  });

  it('uses a token that lasts and renews one that ends within a minute', async () => {
    expect(await keeper.accessToken()).toBe('access1');
    await clock.advance(3_600_000 - 60_000);
    expect(await keeper.accessToken()).toBe('access2');
    expect(kept).toHaveLength(1);
  });

  it('[S5] many that need new tokens share one rotation, persisted before anybody has it', async () => {
    const all = await Promise.all([keeper.refresh('access1'), keeper.refresh('access1'), keeper.refresh('access1')]);
    expect(all.map((t) => t.accessToken)).toEqual(['access2', 'access2', 'access2']);
    expect([calls, kept.map((t) => t?.accessToken)]).toEqual([['refresh1'], ['access2']]);
  });

  it('[S5] who was refused with an old token gets the new one without a rotation', async () => {
    await keeper.refresh('access1');
    expect((await keeper.refresh('access1')).accessToken).toBe('access2');
    expect(calls).toHaveLength(1);
  });

  it('[S3] [S5] a rotation that ends after the sign-out or for another user changes nothing', async () => {
    const other: Tokens = { ...tokens(7), userId: '2', accessToken: 'other7', refreshToken: 'other-refresh7' };
    for (const next of [null, other]) {
      keeper.adopt(tokens(1));
      let end: (rotated: Tokens) => void = () => undefined;
      answer = () => new Promise((resolve) => (end = resolve));
      const rotation = keeper.refresh('access1');
      await keeper.set(next);
      end(tokens(2));
      await expect(rotation).rejects.toMatchObject({ error: 'UNAUTHENTICATED' });
      expect([keeper.tokens, kept.at(-1)]).toEqual([next, next]);
    }
  });

  it('[S3] [S5] who signs in while the tokens of before are rotated renews his own', async () => {
    let end: (rotated: Tokens) => void = () => undefined;
    answer = () => new Promise((resolve) => (end = resolve));
    const before = keeper.refresh('access1');
    await keeper.set({ ...tokens(7), userId: '2' });
    answer = () => Promise.resolve({ ...tokens(8), userId: '2' });
    const own = keeper.refresh('access7');
    end(tokens(2));
    await expect(before).rejects.toMatchObject({ error: 'UNAUTHENTICATED' });
    expect([(await own).accessToken, keeper.tokens?.accessToken]).toEqual(['access8', 'access8']);
  });

  it('a refused rotation ends the sign-in, an unreachable server does not', async () => {
    answer = () => Promise.reject(new ApiError({ code: 0, error: 'NETWORK' }));
    await expect(keeper.refresh('access1')).rejects.toThrow('NETWORK');
    expect([keeper.tokens?.accessToken, ends]).toEqual(['access1', []]);
    answer = () => Promise.reject(new ApiError({ code: 3009, error: 'REFRESH_REUSED', status: 401 }));
    await expect(keeper.refresh('access1')).rejects.toThrow('REFRESH_REUSED');
    expect([keeper.tokens, kept, ends]).toEqual([null, [null], [['REFRESH_REUSED', 'access1']]]);
    await expect(keeper.accessToken()).rejects.toMatchObject({ error: 'UNAUTHENTICATED' });
  });
});
