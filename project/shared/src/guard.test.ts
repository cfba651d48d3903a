import { expect, it } from 'vitest';
import { deadline, DeadlineError, guard } from './guard.js';
import { FakeClock } from './testing/fake-clock.js';

it('[C21] a promise that does not settle in time rejects with what was waited for', async () => {
  const clock = new FakeClock();
  const late = deadline(new Promise(() => undefined), 300, 'the answer', clock).catch((error: unknown) => error);
  await clock.advance(300);
  expect(await late).toEqual(new DeadlineError('the answer', 300));
});

it('passes a result or failure on and leaves no timer behind', async () => {
  const clock = new FakeClock();
  await expect(deadline(Promise.resolve(7), 300, 'x', clock)).resolves.toBe(7);
  await expect(deadline(Promise.reject(new Error('broken')), 300, 'x', clock)).rejects.toThrow('broken');
  expect(clock.pendingTimers).toBe(0);
});

it('[C27] neither a guarded failure nor one after its deadline is an unhandled rejection', async () => {
  const unhandled: unknown[] = [];
  const listen = (error: unknown): number => unhandled.push(error);
  process.on('unhandledRejection', listen);
  const clock = new FakeClock();
  let fail = (_error: Error): void => undefined;
  const failing = new Promise<never>((_resolve, reject) => (fail = reject));
  guard(failing);
  const late = deadline(failing, 10, 'x', clock).catch(() => undefined);
  await clock.advance(10);
  await late;
  fail(new Error('nobody waits any more'));
  await clock.advance(0);
  await clock.advance(0);
  process.off('unhandledRejection', listen);
  expect(unhandled).toEqual([]);
});

it('hands the failure to onError', async () => {
  const seen = new Promise((resolve) => {
    guard(Promise.reject(new Error('broken')), resolve);
  });
  expect(await seen).toEqual(new Error('broken'));
});
