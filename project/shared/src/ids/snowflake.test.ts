import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.js';
import { SNOWFLAKE_EPOCH_MS, Snowflake, SnowflakeError } from './snowflake.js';

const T0 = Date.UTC(2026, 10, 20);
const parts = (id: string): { ms: number; worker: number; sequence: number } => {
  const value = BigInt(id);
  return { ms: Number(value >> 22n) + SNOWFLAKE_EPOCH_MS, worker: Number((value >> 12n) & 1023n), sequence: Number(value & 4095n) };
};

it('an id holds its ms, worker and sequence', () => {
  const ids = new Snowflake({ worker: 1023, clock: new FakeClock(T0) });
  expect([parts(ids.next()), parts(ids.next())]).toEqual([
    { ms: T0, worker: 1023, sequence: 0 },
    { ms: T0, worker: 1023, sequence: 1 },
  ]);
});

it('ids increase strictly, whatever the clock does within its 10 s and however many are drawn', () => {
  const step = fc.record({ jumpMs: fc.integer({ min: -2_000, max: 2_000 }), draws: fc.integer({ min: 1, max: 9_000 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 5 }), (steps) => {
      const clock = new FakeClock(T0);
      const ids = new Snowflake({ worker: 5, clock });
      let last = BigInt(ids.next());
      for (const { jumpMs, draws } of steps) {
        clock.jump(jumpMs);
        for (let i = 0; i < draws; i++) {
          const id = BigInt(ids.next());
          if (id <= last) throw new Error(`${String(id)} after ${String(last)}`);
          last = id;
        }
      }
    }),
    { numRuns: 50 },
  );
});

it('the 4,097th id of a ms borrows the next ms, and the clock catches up', async () => {
  const clock = new FakeClock(T0);
  const ids = new Snowflake({ worker: 0, clock });
  for (let i = 0; i < 4_096; i++) ids.next();
  expect(parts(ids.next())).toEqual({ ms: T0 + 1, worker: 0, sequence: 0 });
  await clock.advance(1);
  expect(parts(ids.next())).toEqual({ ms: T0 + 1, worker: 0, sequence: 1 });
  await clock.advance(1);
  expect(parts(ids.next())).toEqual({ ms: T0 + 2, worker: 0, sequence: 0 });
});

it('a clock more than 10 s behind stops ids until it is corrected', () => {
  const clock = new FakeClock(T0);
  const ids = new Snowflake({ worker: 0, clock });
  ids.next();
  clock.jump(-10_000);
  expect(parts(ids.next()).ms).toBe(T0);
  clock.jump(-1);
  expect(() => ids.next()).toThrow(SnowflakeError);
  clock.jump(10_001);
  expect(parts(ids.next()).ms).toBe(T0);
});

it('no id is made when the worker lease is lost', () => {
  let held = true;
  const ids = new Snowflake({ worker: 0, clock: new FakeClock(T0), held: () => held });
  ids.next();
  held = false;
  expect(() => ids.next()).toThrow('no longer leased');
});

it.each([-1, 1024, 1.5, Number.NaN])('worker %s is refused', (worker) => {
  expect(() => new Snowflake({ worker, clock: new FakeClock(T0) })).toThrow(SnowflakeError);
});
