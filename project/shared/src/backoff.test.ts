import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BACKOFF, backoffCeiling, fullJitter } from './backoff.js';

const rows = fc.constantFrom(...Object.values(BACKOFF));
const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

it('a delay is below its ceiling, and the ceiling doubles up to the maximum', () => {
  fc.assert(
    fc.property(rows, fc.nat(2_000), fraction, (row, attempt, random) => {
      const delayMs = fullJitter(attempt, row, () => random);
      expect(delayMs).toBeGreaterThanOrEqual(0);
      expect(delayMs).toBeLessThan(backoffCeiling(attempt, row));
      expect(backoffCeiling(attempt + 1, row)).toBe(Math.min(row.maxMs, 2 * backoffCeiling(attempt, row)));
    }),
  );
});

it('the first reconnect of a client comes after 0–3 s', () => {
  expect([fullJitter(0, BACKOFF.reconnect, () => 0), fullJitter(0, BACKOFF.reconnect, () => 0.9999)]).toEqual([0, 2_999]);
});
