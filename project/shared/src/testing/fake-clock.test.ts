import { expect, it } from 'vitest';
import { FakeClock } from './fake-clock.js';

it('runs due timers in the order of their time, then of their setting', async () => {
  const clock = new FakeClock();
  const ran: string[] = [];
  clock.setTimeout(() => ran.push('late'), 20);
  clock.setTimeout(() => ran.push('first'), 10);
  clock.setTimeout(() => ran.push('second'), 10);
  await clock.advance(19);
  expect(ran).toEqual(['first', 'second']);
  await clock.advance(1);
  expect(ran).toEqual(['first', 'second', 'late']);
});

it('runs a timer that was set by a promise after an earlier timer, within one advance', async () => {
  const clock = new FakeClock();
  const ranAt: number[] = [];
  clock.setTimeout(() => {
    void Promise.resolve().then(() => clock.setTimeout(() => ranAt.push(clock.monotonic()), 5));
  }, 10);
  await clock.advance(100);
  expect(ranAt).toEqual([15]);
  expect(clock.monotonic()).toBe(100);
});

it('forgets a cancelled timer', async () => {
  const clock = new FakeClock();
  let ran = false;
  clock.setTimeout(() => (ran = true), 10)();
  await clock.advance(10);
  expect([ran, clock.pendingTimers]).toEqual([false, 0]);
});

it('moves the wall clock back without moving the monotonic one', async () => {
  const clock = new FakeClock(1_000_000);
  await clock.advance(10);
  clock.jump(-500);
  expect([clock.now(), clock.monotonic()]).toEqual([999_510, 10]);
});
