import fc from 'fast-check';
import { UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import { describe, expect, it } from 'vitest';
import type { DownOf, Entry } from '../wire.js';
import {
  type Gap,
  type GapEffect,
  type GapEvent,
  HOLE_WAIT_MS,
  MAX_BUFFERED,
  MAX_HOLE,
  MAX_PULLS,
  newGap,
  type Pull,
  PULL_LIMIT,
  stepGap,
} from './gap.js';

const half = (): number => 0.5;
const step = (gap: Gap, event: GapEvent): readonly [Gap, readonly GapEffect[]] => stepGap(gap, event, half);
const entry = (seq: number): Entry => ({
  seq,
  messageId: String(seq),
  senderId: '1',
  clientMsgId: String(seq),
  kind: 'message',
  countableNo: seq,
  createdAt: seq,
  targetSeq: 0,
  body: new Uint8Array(),
  ...UNTOUCHED,
});
const entries = (...seqs: number[]): GapEvent => ({ type: 'entries', entries: seqs.map(entry) });
const applied = (effects: readonly GapEffect[]): number[] => effects.flatMap((e) => (e.do === 'apply' ? e.entries.map((x) => x.seq) : []));
const page = (fromSeq: number, toSeq: number, lastSeq = toSeq): DownOf<'historyPage'> => ({
  kind: 'historyPage',
  firstSeq: 1,
  conversationId: '9',
  epoch: 1,
  fromSeq,
  toSeq,
  lastSeq,
  entries: Array.from({ length: Math.max(0, toSeq - fromSeq + 1) }, (_, i) => entry(fromSeq + i)),
});
const pulls = (effects: readonly GapEffect[]): Pull[] => effects.flatMap((e) => (e.do === 'pull' ? [e.pull] : []));
const forward = (from: number, to: number): Pull => ({ from, to, limit: PULL_LIMIT, direction: 'forward' });
const failed = (asked: Pull, retry = true): GapEvent => ({ type: 'failed', asked, retry, retryAfterMs: 0 });
const answer = (asked: Pull, lastSeq?: number): GapEvent => ({ type: 'page', page: page(asked.from, asked.to, lastSeq), asked });
/** Behind by the given seq, with pulls on their way. */
const pulling = (cursor: number, head: number): readonly [Gap, Pull, ...Pull[]] => {
  const [gap, effects] = step(newGap(cursor), { type: 'head', seq: head, waitMs: 0 });
  const [first, ...rest] = pulls(effects);
  return [gap, first!, ...rest];
};
const seqs = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('gap machine (C12, F-23)', () => {
  it('[R8] applies what is next and drops what is old', () => {
    const [gap, effects] = step(newGap(3), entries(2, 3, 4, 5, 5));
    expect(applied(effects)).toEqual([4, 5]);
    expect(gap).toMatchObject({ cursor: 5, head: 5, ranges: [{ from: 4, to: 5 }], phase: { at: 'level' } });
  });

  it('[R8] waits 300 ms for a push that closes a hole, then applies all in order', () => {
    const [hole, wait] = step(newGap(3), entries(6, 5));
    expect(wait).toEqual([{ do: 'wait', ms: HOLE_WAIT_MS }]);
    const [gap, effects] = step(hole, entries(4));
    expect(applied(effects)).toEqual([4, 5, 6]);
    expect(effects.at(-1)).toEqual({ do: 'unwait' });
    expect(gap.phase).toEqual({ at: 'level' });
  });

  it('[R10] pulls just the hole when nothing has closed it', () => {
    const [hole] = step(newGap(3), entries(9));
    const [, effects] = step(hole, { type: 'timer' });
    expect(effects).toEqual([{ do: 'pull', pull: { from: 4, to: 8, limit: PULL_LIMIT, direction: 'forward' } }]);
  });

  it('[F-23] pulls four pages of a hole at once, and the next when one was applied', () => {
    const [gap, ...asked] = pulling(0, 1_000);
    expect(asked).toEqual([forward(1, 200), forward(201, 400), forward(401, 600), forward(601, 800)]);
    const [, effects] = step(gap, answer(asked[0], 1_000));
    expect(applied(effects)).toEqual(seqs(1, 200));
    expect(pulls(effects)).toEqual([forward(801, 1_000)]);
  });

  it('[R8] a page that comes before its turn waits for it, and counts as one of the four', () => {
    const [gap, first, second] = pulling(0, 1_000);
    const [early, nothing] = step(gap, answer(second!, 1_000));
    expect(nothing).toEqual([]);
    const [next, effects] = step(early, answer(first, 1_000));
    expect(applied(effects)).toEqual(seqs(1, 400));
    expect(pulls(effects)).toEqual([forward(801, 1_000)]);
    expect(next).toMatchObject({ cursor: 400, early: [], ranges: [{ from: 1, to: 400 }] });
  });

  it('[F-23] asks for the rest of a page that was cut, and joins what was buffered', () => {
    const [gap, first, second] = pulling(0, 400);
    const [cut, rest] = step(gap, { type: 'page', page: page(1, 150, 400), asked: first });
    expect(pulls(rest)).toEqual([forward(151, 200)]);
    const [buffered] = step(cut, entries(401, 402));
    const [early] = step(buffered, answer(second!, 400));
    const [end, effects] = step(early, answer(pulls(rest)[0]!, 400));
    expect(applied(effects)).toEqual(seqs(151, 402));
    expect(end).toMatchObject({ cursor: 402, phase: { at: 'level' }, ranges: [{ from: 1, to: 402 }] });
  });

  it('[R6] one of several pages that fails is asked for again, the others are not', () => {
    const [gap, first, second] = pulling(0, 400);
    const [backoff, wait] = step(gap, failed(first));
    expect(wait).toEqual([{ do: 'wait', ms: 750 }]);
    const [early] = step(backoff, answer(second!, 400));
    const [again, effects] = step(early, { type: 'timer' });
    expect(pulls(effects)).toEqual([first]);
    expect(applied(step(again, answer(pulls(effects)[0]!, 400))[1])).toEqual(seqs(1, 400));
  });

  it('[F-23] [R21] jumps a hole of more than 1,000 to its newest page, and what is cached below does not count any more', () => {
    const [start] = step(newGap(0), entries(1));
    const [gap, effects] = step(start, { type: 'head', seq: 1502, waitMs: 0 });
    const asked = pulls(effects);
    expect(asked).toEqual([{ from: 2, to: 1502, limit: PULL_LIMIT, direction: 'backward' }]);
    const [next, done] = step(gap, { type: 'page', page: page(1303, 1502), asked: asked[0]! });
    expect(next).toMatchObject({ cursor: 1502, ranges: [{ from: 1303, to: 1502 }] });
    expect(done.map((e) => e.do)).toEqual(['jump', 'apply']);
  });

  it('[R8] [F-23] does not jump what pages that were under way have filled meanwhile', () => {
    const [start, first, second, third, fourth] = pulling(0, 800);
    const [waiting] = step(step(start, { type: 'head', seq: 1100, waitMs: 0 })[0], failed(fourth!));
    const [asking, asked] = step(waiting, { type: 'timer' });
    const [newest] = pulls(asked);
    expect(newest).toMatchObject({ from: 1, to: 1100, direction: 'backward' });
    const filled = [first, second!, third!].reduce((gap, pull) => step(gap, answer(pull, 1100))[0], asking);
    const [next, done] = step(filled, { type: 'page', page: page(901, 1100), asked: newest! });
    expect(next.cursor).toBe(600);
    expect(done.map((e) => e.do)).toEqual(['pull', 'pull']);
    const whole = pulls(done).reduce<readonly [Gap, number[]]>(
      ([gap, seen], pull) => {
        const [after, effects] = step(gap, answer(pull, 1100));
        return [after, [...seen, ...applied(effects)]];
      },
      [next, []],
    );
    expect(whole[1]).toEqual(seqs(601, 1100));
  });

  it('[R21] an entry is known as of its own seq when it was pushed, and as of the end of the log when it was pulled', () => {
    const known = (effects: readonly GapEffect[]): number[] =>
      effects.flatMap((e) => (e.do === 'apply' ? e.entries.map((x) => x.asOf) : []));
    expect(known(step(newGap(0), entries(1, 2))[1])).toEqual([1, 2]);
    const [gap, asked] = pulling(0, 2);
    expect(known(step(gap, answer(asked, 7))[1])).toEqual([7, 7]);
  });

  it('[R22] buffers at most 200 entries and still knows the head', () => {
    const [gap] = step(newGap(0), entries(...Array.from({ length: 400 }, (_, i) => i + 2)));
    expect(gap.buffer).toHaveLength(MAX_BUFFERED);
    expect(gap.head).toBe(401);
  });

  it('[R6] tries a failed pull again, later each time', () => {
    const [gap, asked] = pulling(0, 5);
    const [first, soon] = step(gap, failed(asked));
    const [again, effects] = step(first, { type: 'timer' });
    expect(pulls(effects)).toEqual([asked]);
    const [, later] = step(again, failed(pulls(effects)[0]!));
    expect([soon, later]).toEqual([[{ do: 'wait', ms: 750 }], [{ do: 'wait', ms: 1500 }]]);
  });

  it('[R6] a refusal for good ends the pull; the next push starts another', () => {
    const [gap, asked] = pulling(0, 5);
    const [ended, effects] = step(gap, failed(asked, false));
    expect(effects).toEqual([]);
    expect(step(ended, entries(7))[1]).toEqual([{ do: 'wait', ms: HOLE_WAIT_MS }]);
  });

  it('[R6] late failures and pages of an earlier pull do no harm', () => {
    const [gap, first] = pulling(0, 3);
    const [closed] = step(gap, entries(1, 2, 3));
    expect(step(closed, failed(first))).toEqual([closed, []]);
    expect(applied(step(closed, answer(first))[1])).toEqual([]);
    const [news, effects] = step(closed, { type: 'page', page: page(2, 5), asked: first });
    expect(applied(effects)).toEqual([4, 5]);
    expect(news.phase).toEqual({ at: 'level' });
  });

  it('[R6] pulls again after the link was gone, and rests when nothing is missing', () => {
    const [gap] = pulling(0, 3);
    const [stalled] = step(gap, { type: 'offline' });
    expect(step(stalled, { type: 'online' })[1][0]).toMatchObject({ do: 'pull' });
    const [rest] = step({ ...stalled, head: 0 }, { type: 'online' });
    expect(rest.phase).toEqual({ at: 'level' });
  });

  it('a page that brings nothing is not asked for in a loop', () => {
    const [gap, first] = pulling(0, 3);
    expect(step(gap, { type: 'page', page: page(1, 0, 3), asked: first })[1]).toEqual([{ do: 'wait', ms: 750 }]);
    expect(step(gap, { type: 'page', page: page(1, 0, 0), asked: first })[0]).toMatchObject({ head: 0, phase: { at: 'level' } });
  });

  it('[R7] [R8] whatever arrives in whatever order, entries are applied once, ascending and contiguous', () => {
    const event = fc.oneof(
      fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }).map((seqs) => entries(...seqs)),
      fc.integer({ min: 1, max: 40 }).map((seq): GapEvent => ({ type: 'head', seq, waitMs: 300 })),
      fc.constantFrom<GapEvent>({ type: 'timer' }, { type: 'offline' }, { type: 'online' }),
      fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 9 })).map(([from, more]): GapEvent => {
        return answer(forward(from, from + more), 40);
      }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let gap = newGap(0);
        const seen: number[] = [];
        for (const e of events) {
          const [next, effects] = step(gap, e);
          gap = next;
          seen.push(...applied(effects));
        }
        expect(seen).toEqual(Array.from({ length: gap.cursor }, (_, i) => i + 1));
        expect(gap.ranges).toEqual(gap.cursor > 0 ? [{ from: 1, to: gap.cursor }] : []);
      }),
    );
  });

  it('[R7] [R8] pages in whatever order, cut or refused, close a hole, and never more than four are under way or wait', () => {
    const fate = fc.record({ which: fc.nat(), fails: fc.boolean(), lacking: fc.nat({ max: PULL_LIMIT - 1 }) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_HOLE }), fc.array(fate, { maxLength: 60 }), (head, fates) => {
        let [gap, effects] = step(newGap(0), { type: 'head', seq: head, waitMs: 0 });
        const seen: number[] = [];
        const on = (event: GapEvent): void => {
          [gap, effects] = step(gap, event);
          seen.push(...applied(effects));
          expect(gap.asked.length + gap.early.length).toBeLessThanOrEqual(MAX_PULLS);
          expect(gap.phase.at === 'pulling' && gap.asked.length === 0).toBe(false);
          const ranges = [...gap.asked, ...gap.early.map((p) => ({ from: p.fromSeq, to: p.toSeq }))].sort((a, b) => a.from - b.from);
          expect(ranges.every(({ from }, i) => from > (ranges[i - 1]?.to ?? 0))).toBe(true);
        };
        for (const { which, fails, lacking } of fates) {
          const asked = gap.asked[which % gap.asked.length];
          if (asked === undefined) on({ type: 'timer' });
          else if (fails) on(failed(asked));
          else on({ type: 'page', page: page(asked.from, Math.max(asked.from, asked.to - lacking), head), asked });
        }
        for (let i = 0; i < 2 * head && gap.phase.at !== 'level'; i++) on(gap.asked[0] ? answer(gap.asked[0], head) : { type: 'timer' });
        expect(seen).toEqual(seqs(1, head));
        expect(gap).toMatchObject({ ranges: [{ from: 1, to: head }], asked: [], early: [], phase: { at: 'level' } });
      }),
    );
  });
});
