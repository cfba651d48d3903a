import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeptPushes, MAX_NODE_BYTES } from './kept-pushes.js';

const frame = (bytes: number, mark = 0): Uint8Array => new Uint8Array(bytes).fill(mark);

describe('[F-11] kept pushes', () => {
  it('gives what came after a count, all of it or nothing', () => {
    const kept = new KeptPushes({ bytes: 0 }, 5);
    for (const mark of [6, 7, 8]) kept.add(frame(10, mark));
    expect(kept.count).toBe(8);
    expect(kept.after(6)?.map(([mark]) => mark)).toEqual([7, 8]);
    expect(kept.after(8)).toEqual([]);
    expect([kept.after(4), kept.after(9)]).toEqual([undefined, undefined]);
  });

  it('forgets what the peer confirmed, and no more', () => {
    const totals = { bytes: 0 };
    const kept = new KeptPushes(totals);
    for (let i = 1; i <= 4; i++) kept.add(frame(10, i));
    kept.confirm(3);
    kept.confirm(1);
    kept.confirm(900);
    expect(totals.bytes).toBe(10);
    expect([kept.after(2), kept.after(3)?.length]).toEqual([undefined, 1]);
  });

  it('[C18] holds 128 pushes and 256 KiB at most, and nothing where the node has no room', () => {
    const totals = { bytes: 0 };
    const many = new KeptPushes(totals);
    for (let i = 0; i < 200; i++) many.add(frame(10));
    expect([many.after(72)?.length, many.after(71)]).toEqual([128, undefined]);
    const large = new KeptPushes(totals);
    for (let i = 0; i < 10; i++) large.add(frame(60 * 1_024));
    expect([large.after(6)?.length, large.after(5)]).toEqual([4, undefined]);
    totals.bytes += MAX_NODE_BYTES;
    many.add(frame(10));
    expect([many.count, many.after(200), many.after(201)]).toEqual([201, undefined, []]);
  });

  it('gives every byte back', () => {
    const step = fc.oneof(fc.record({ add: fc.nat(90_000) }), fc.record({ confirm: fc.nat(300) }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const totals = { bytes: 0 };
        const kept = new KeptPushes(totals);
        let sum = 0;
        for (const s of steps) {
          if ('add' in s) kept.add(frame(s.add));
          else kept.confirm(s.confirm);
          sum = Math.max(sum, totals.bytes);
        }
        expect(sum).toBeLessThanOrEqual(256 * 1_024);
        kept.clear();
        expect(totals.bytes).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
