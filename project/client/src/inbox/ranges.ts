import type { Range } from './conversation-record.js';

/** Adds from … to to ascending disjoint ranges; touching ones become one. */
export function addRange(ranges: readonly Range[], from: number, to: number): readonly Range[] {
  if (to < from) return ranges;
  const before = ranges.filter((r) => r.to < from - 1);
  const after = ranges.filter((r) => r.from > to + 1);
  const touching = ranges.slice(before.length, ranges.length - after.length);
  const first = touching[0];
  const last = touching.at(-1);
  return [...before, { from: Math.min(from, first?.from ?? from), to: Math.max(to, last?.to ?? to) }, ...after];
}

/** What of them lies in from … to. */
export const rangesWithin = (ranges: readonly Range[], from: number, to: number): readonly Range[] =>
  ranges.flatMap((r) => (r.from <= to && r.to >= from ? [{ from: Math.max(r.from, from), to: Math.min(r.to, to) }] : []));

export const rangeAt = (ranges: readonly Range[], seq: number): Range | undefined => ranges.find((r) => r.from <= seq && seq <= r.to);

/** The part below `seq`, down to `floor`, that is missing in one piece just under it; undefined when seq − 1 is covered. */
export function holeBelow(ranges: readonly Range[], seq: number, floor: number): Range | undefined {
  if (seq <= floor || rangeAt(ranges, seq - 1)) return undefined;
  const below = ranges.findLast((r) => r.to < seq);
  return { from: Math.max(floor, (below?.to ?? 0) + 1), to: seq - 1 };
}
