import type { Id } from '@godwit/shared/ids/id';
import { expect, it } from 'vitest';
import { Recheck } from './recheck.js';
import type { Session } from './session.js';

interface Asked {
  readonly sessionIds: readonly Id[];
}

/** Sessions of these sign-ins, and what logic answers; `ends` collects who was sent away. */
function world(count: number, answer: (asked: Asked) => unknown) {
  const ends: string[] = [];
  const questions: Asked[] = [];
  const sessions = Array.from(
    { length: count },
    (_, i) =>
      ({
        at: i === 0 ? 'hello' : 'live',
        identity: i === 0 ? undefined : { loginSessionId: String(i) },
        end: (close: string) => ends.push(`${String(i)} ${close}`),
      }) as unknown as Session,
  );
  const recheck = new Recheck({
    registry: { sessions: () => sessions.values() },
    subject: () => 'im.logic.request',
    bus: {
      request: async (_subject, bytes) => {
        const asked = JSON.parse(new TextDecoder().decode(bytes)) as Asked;
        questions.push(asked);
        return new TextEncoder().encode(JSON.stringify(await answer(asked)));
      },
    },
  });
  return { recheck, ends, questions };
}

const ended = (...ids: Id[]) => ({ ok: true, value: { ended: ids } });

it('[F-17] [S3] sessions whose sign-in does not stand any more are ended, and no others', async () => {
  const { recheck, ends } = world(5, () => ended('2', '4'));
  await recheck.run();
  expect(ends).toEqual(['2 SESSION_REVOKED', '4 SESSION_REVOKED']);
});

it('[S3] nobody is sent away because logic could not be asked', async () => {
  for (const reply of [() => Promise.reject(new Error('down')), () => ({ ok: false, refusal: { error: 'UNAVAILABLE' } }), () => 'junk']) {
    const { recheck, ends } = world(5, reply);
    await recheck.run();
    expect(ends).toEqual([]);
  }
});

it('[C18] many sessions are asked after in questions of 1,000, one at a time', async () => {
  let underWay = 0;
  const { recheck, questions } = world(2_502, async () => {
    underWay += 1;
    expect(underWay).toBe(1);
    await Promise.resolve();
    underWay -= 1;
    return ended();
  });
  await Promise.all([recheck.run(), recheck.run()]);
  expect(questions.map(({ sessionIds }) => sessionIds.length)).toEqual([1_000, 1_000, 501]);
});
