import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareIds, idFromParts, idParts, isId } from './id.js';

const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
/** Where digits or halves carry over. */
const EDGES = [0n, 1n, 999_999n, 1_000_000n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 53n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n, 10n ** 19n];
const any = fc.oneof(uint64, fc.constantFrom(...EDGES), fc.maxSafeNat().map(BigInt));

describe('[O7] 64-bit ids without BigInt', () => {
  it('halves are those of the BigInt', () => {
    fc.assert(
      fc.property(any, (value) => {
        expect(idParts(String(value))).toEqual([Number(value & 0xffff_ffffn), Number(value >> 32n)]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('the decimal text is that of the BigInt', () => {
    fc.assert(
      fc.property(any, (value) => {
        expect(idFromParts(Number(value & 0xffff_ffffn), Number(value >> 32n))).toBe(String(value));
      }),
      { numRuns: 5_000 },
    );
  });

  it('the order is numeric', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(Math.sign(compareIds(String(a), String(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });
});

describe('isId', () => {
  it('accepts exactly the decimal texts of 1 … 2^63 − 1', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), (value) => {
        expect(isId(String(value))).toBe(true);
      }),
    );
    expect(isId(String(2n ** 63n - 1n))).toBe(true);
    expect(isId(String(2n ** 63n))).toBe(false);
  });

  it.each(['', '0', '01', '-1', '+1', '1.0', '1e3', ' 1', '1\n', '１', '0x1', '99999999999999999999', 'abc'])('refuses %j', (text) => {
    expect(isId(text)).toBe(false);
  });
});
