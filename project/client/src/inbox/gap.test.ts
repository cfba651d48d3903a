import fc from 'fast-check';
import { UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import { describe, expect, it } from 'vitest';
import type { DownOf, Entry } from '../wire.js';
import { type Gap, type GapEffect, type GapEvent, HOLE_WAIT_MS, MAX_BUFFERED, newGap, PULL_LIMIT, stepGap } from './gap.js';

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
  conversationId: '9',
  epoch: 1,
  fromSeq,
  toSeq,
  lastSeq,
  entries: Array.from({ length: Math.max(0, toSeq - fromSeq + 1) }, (_, i) => entry(fromSeq + i)),
});
/** Behind by the given seq, with a pull on its way. */
const pulling = (cursor: number, head: number): readonly [Gap, GapEffect & { do: 'pull' }] => {
  const [gap, effects] = step(newGap(cursor), { type: 'head', seq: head, waitMs: 0 });
  return [gap, effects.find((e) => e.do === 'pull')!];
};

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

  it('[F-23] pulls page after page and joins what was buffered', () => {
    const [gap, first] = pulling(0, 500);
    const [next, effects] = step(gap, { type: 'page', page: page(1, 200, 500), asked: first.pull });
    expect(effects.at(-1)).toEqual({ do: 'pull', pull: { from: 201, to: 500, limit: PULL_LIMIT, direction: 'forward' } });
    const [buffered] = step(next, entries(401, 402));
    const [end, rest] = step(buffered, { type: 'page', page: page(201, 400, 500), asked: first.pull });
    expect(applied(rest)).toEqual(Array.from({ length: 202 }, (_, i) => 201 + i));
    expect(end).toMatchObject({ cursor: 402, phase: { at: 'pulling' }, ranges: [{ from: 1, to: 402 }] });
  });

  it('[F-23] jumps a hole of more than 1,000 with the newest page and leaves a gap in the ranges', () => {
    const [start] = step(newGap(0), entries(1));
    const [gap, effects] = step(start, { type: 'head', seq: 1502, waitMs: 0 });
    const ask = effects.find((e) => e.do === 'pull')!;
    expect(ask.pull).toEqual({ from: 2, to: 1502, limit: PULL_LIMIT, direction: 'backward' });
    const [next] = step(gap, { type: 'page', page: page(1303, 1502), asked: ask.pull });
    expect(next).toMatchObject({
      cursor: 1502,
      ranges: [
        { from: 1, to: 1 },
        { from: 1303, to: 1502 },
      ],
    });
  });

  it('[R22] buffers at most 200 entries and still knows the head', () => {
    const [gap] = step(newGap(0), entries(...Array.from({ length: 400 }, (_, i) => i + 2)));
    expect(gap.buffer).toHaveLength(MAX_BUFFERED);
    expect(gap.head).toBe(401);
  });

  it('[R6] tries a failed pull again, later each time', () => {
    const [gap] = pulling(0, 5);
    const [first, soon] = step(gap, { type: 'failed', retry: true, retryAfterMs: 0 });
    const [again, pull] = step(first, { type: 'timer' });
    const [, later] = step(again, { type: 'failed', retry: true, retryAfterMs: 0 });
    expect([soon, later]).toEqual([[{ do: 'wait', ms: 750 }], [{ do: 'wait', ms: 1500 }]]);
    expect(pull[0]).toMatchObject({ do: 'pull' });
  });

  it('[R6] a refusal for good ends the pull; the next push starts another', () => {
    const [gap] = pulling(0, 5);
    const [ended, effects] = step(gap, { type: 'failed', retry: false, retryAfterMs: 0 });
    expect(effects).toEqual([]);
    expect(step(ended, entries(7))[1]).toEqual([{ do: 'wait', ms: HOLE_WAIT_MS }]);
  });

  it('[R6] late failures and pages of an earlier pull do no harm', () => {
    const [gap, first] = pulling(0, 3);
    const [closed] = step(gap, entries(1, 2, 3));
    expect(step(closed, { type: 'failed', retry: true, retryAfterMs: 0 })).toEqual([closed, []]);
    expect(applied(step(closed, { type: 'page', page: page(1, 3), asked: first.pull })[1])).toEqual([]);
    const [news, effects] = step(closed, { type: 'page', page: page(2, 5), asked: first.pull });
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
    expect(step(gap, { type: 'page', page: page(1, 0, 3), asked: first.pull })[1]).toEqual([{ do: 'wait', ms: 750 }]);
    expect(step(gap, { type: 'page', page: page(1, 0, 0), asked: first.pull })[0]).toMatchObject({ head: 0, phase: { at: 'level' } });
  });

  it('[R7] [R8] whatever arrives in whatever order, entries are applied once, ascending and contiguous', () => {
    const event = fc.oneof(
      fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }).map((seqs) => entries(...seqs)),
      fc.integer({ min: 1, max: 40 }).map((seq): GapEvent => ({ type: 'head', seq, waitMs: 300 })),
      fc.constantFrom<GapEvent>(
        { type: 'timer' },
        { type: 'offline' },
        { type: 'online' },
        { type: 'failed', retry: true, retryAfterMs: 0 },
      ),
      fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 9 })).map(([from, more]): GapEvent => {
        const asked = { from, to: from + more, limit: PULL_LIMIT, direction: 'forward' as const };
        return { type: 'page', page: page(from, from + more, 40), asked };
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
});
