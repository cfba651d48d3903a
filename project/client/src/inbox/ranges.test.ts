import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Range } from './conversation-record.js';
import { addRange, holeBelow, rangeAt, rangesWithin } from './ranges.js';

it('ranges hold exactly the seqs that were added, ascending and apart', () => {
  const part = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 8 }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const ranges = parts.reduce<readonly Range[]>((all, [from, more]) => addRange(all, from, from + more), []);
      const seqs = new Set(parts.flatMap(([from, more]) => Array.from({ length: more + 1 }, (_, i) => from + i)));
      for (let seq = 1; seq <= 70; seq += 1) expect(rangeAt(ranges, seq) !== undefined).toBe(seqs.has(seq));
      ranges.slice(1).forEach((r, i) => expect(r.from).toBeGreaterThan(ranges[i]!.to + 1));
    }),
  );
});

it('what lies within is cut at both ends, and what only touches is left out', () => {
  const ranges = addRange(addRange(addRange([], 1, 10), 21, 30), 41, 50);
  expect(rangesWithin(ranges, 5, 21)).toEqual([
    { from: 5, to: 10 },
    { from: 21, to: 21 },
  ]);
  expect(rangesWithin(ranges, 11, 20)).toEqual([]);
  expect(rangesWithin(ranges, 1, 45).at(-1)).toEqual({ from: 41, to: 45 });
});

it('the hole below a seq ends above the next older range', () => {
  const ranges = addRange(addRange([], 1, 10), 21, 30);
  expect(holeBelow(ranges, 21, 1)).toEqual({ from: 11, to: 20 });
  expect(holeBelow(ranges, 31, 1)).toBeUndefined();
  expect(holeBelow([], 5, 1)).toEqual({ from: 1, to: 4 });
  expect(holeBelow([], 5, 3)).toEqual({ from: 3, to: 4 });
  expect(holeBelow([], 3, 3)).toBeUndefined();
});
