import { ok, refuse } from '@godwit/shared/outcome';
import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { describe, expect, it } from 'vitest';
import { TokenBucket } from '../inbound/rate-limit.js';
import { Admission, type AdmissionOptions } from './admission.js';

const claims = { userId: '1', sessionId: '2', deviceId: 'd', platform: 'web', expiresAt: 9 };

function admission(reply: unknown, options: Partial<AdmissionOptions> = {}): Admission {
  return new Admission({
    bus: {
      request: () => (reply instanceof Error ? Promise.reject(reply) : Promise.resolve(new TextEncoder().encode(JSON.stringify(reply)))),
    },
    clock: new FakeClock(),
    random: () => 0,
    verifyToken: () => ok(claims),
    admissions: new TokenBucket({ perSecond: 200, burst: 2 }, 0),
    subject: () => 'im.logic.request',
    ...options,
  });
}
const hello = { accessToken: 't' };
const identity = { userId: '1', loginSessionId: '2', deviceId: 'd', platform: 'web', expiresAt: 9 };

describe('admission', () => {
  it('takes who it is from the token, and the version and the rooms from logic', async () => {
    const rooms = [{ conversationId: '7', version: 1, minSeq: 1, lastSeq: 9 }];
    const asked = admission({ ok: true, value: { userVersion: 3, rooms } });
    expect(asked.verify(hello)).toEqual({ ok: true, identity });
    expect(await asked.admit(identity)).toEqual({ ok: true, userVersion: 3, rooms });
  });

  it.each([
    ['no answer', new Error('timeout')],
    ['an answer of another form', { yes: true }],
    ['a refusal that is not about the sign-in', { ok: false, refusal: { error: 'UNAVAILABLE' } }],
  ])('[S3] %s admits nobody, and says when to come again', async (_name, reply) => {
    expect(await admission(reply).admit(identity)).toEqual({ ok: false, close: 'OVERLOADED', error: 'OVERLOADED', retryAfterMs: 1_000 });
  });

  it('[F-17] a revoked sign-in stays away, an expired token does not', async () => {
    expect(await admission({ ok: false, refusal: { error: 'SESSION_REVOKED' } }).admit(identity)).toMatchObject({
      close: 'SESSION_REVOKED',
    });
    expect(admission(undefined, { verifyToken: () => refuse('TOKEN_EXPIRED') }).verify(hello)).toMatchObject({
      close: 'TOKEN_EXPIRED',
    });
  });

  it('[C23] more than the rate is told to come again, before anything is spent on it', () => {
    let verified = 0;
    const limited = admission(
      { ok: true, value: { userVersion: 0 } },
      {
        verifyToken: () => {
          verified++;
          return ok(claims);
        },
      },
    );
    const results = [limited.verify(hello), limited.verify(hello), limited.verify(hello)];
    expect(results.map((r) => r.ok)).toEqual([true, true, false]);
    expect(verified).toBe(2);
  });
});
