import { describe, expect, it } from 'vitest';
import { CONFIRM_MS, FLUSH_MS, type Marks, type MarksEffect, type MarksEvent, newMarks, stepMarks } from './marks.js';

const run = (online: boolean, ...events: MarksEvent[]): readonly [Marks, readonly MarksEffect[]] => from(newMarks(), online, ...events);
const REF = 9;
const from = (state: Marks, online: boolean, ...events: MarksEvent[]): readonly [Marks, readonly MarksEffect[]] =>
  events.reduce<readonly [Marks, readonly MarksEffect[]]>(([s], event) => stepMarks(s, event, online, () => REF), [state, []]);
const delivered = (conversationId: string, seq: number): MarksEvent => ({ type: 'delivered', conversationId, seq });
const read = (conversationId: string, seq: number): MarksEvent => ({ type: 'read', conversationId, seq });

describe('marks (F-29, F-30)', () => {
  it('[F-30] gathers for 200 ms and sends one frame with the newest mark of each conversation', () => {
    const [state, first] = run(true, delivered('7', 3));
    expect(first).toEqual([{ do: 'timer', afterMs: FLUSH_MS }]);
    const [, effects] = from(state, true, delivered('7', 5), delivered('7', 4), delivered('8', 1), { type: 'timer' });
    expect(effects).toEqual([
      {
        do: 'up',
        up: {
          kind: 'deliveryAck',
          cursors: [
            { conversationId: '7', seq: 5 },
            { conversationId: '8', seq: 1 },
          ],
        },
        ref: REF,
      },
    ]);
  });

  it('[F-29] read marks made offline go out after the link is up', () => {
    const [state, none] = run(false, read('7', 3), { type: 'timer' });
    expect(none).toEqual([]);
    const [, effects] = from(state, true, { type: 'online' }, { type: 'timer' });
    expect(effects).toEqual([
      { do: 'up', up: { kind: 'conversationRead', conversationId: '7', readSeq: 3 }, ref: REF },
      { do: 'look', afterMs: CONFIRM_MS },
    ]);
  });

  it('[F-30] what a Pong has not confirmed is sent again over the next link', () => {
    const [claimed] = run(true, delivered('7', 3), { type: 'timer' });
    expect(from(claimed, true, { type: 'pong' })[1]).toEqual([{ do: 'confirmed', conversationId: '7', seq: 3 }]);
    const [, again] = from(claimed, true, { type: 'offline' }, { type: 'online' }, { type: 'timer' });
    expect(again).toEqual([{ do: 'up', up: { kind: 'deliveryAck', cursors: [{ conversationId: '7', seq: 3 }] }, ref: REF }]);
  });

  it('[R21] what the server refused for now is said again when it said, with all that is not confirmed', () => {
    const [sent] = run(true, read('7', 3), delivered('8', 2), { type: 'timer' });
    expect(from(sent, true, { type: 'refused', ref: REF + 1, afterMs: 1000 })[1]).toEqual([]);
    const [refused, effects] = from(sent, true, { type: 'refused', ref: REF, afterMs: 1000 });
    expect(effects).toEqual([{ do: 'timer', afterMs: 1000 }, { do: 'open' }]);
    const [again, none] = from(refused, true, read('7', 3));
    expect(none).toEqual([]);
    expect(from(again, true, { type: 'timer' })[1].flatMap((e) => (e.do === 'up' ? e.up.kind : []))).toEqual([
      'conversationRead',
      'deliveryAck',
    ]);
  });

  it('[R21] a read mark is looked at once after it was said, with those said meanwhile, and not again when it is said once more', () => {
    const [said, first] = run(true, read('7', 3), { type: 'timer' });
    expect(first.filter((e) => e.do === 'look')).toEqual([{ do: 'look', afterMs: CONFIRM_MS }]);
    const [more, second] = from(said, true, read('8', 5), { type: 'timer' });
    expect(second.filter((e) => e.do === 'look')).toEqual([]);
    const [looked, unsure] = from(more, true, { type: 'look' });
    expect(unsure).toEqual([{ do: 'unsure', conversationIds: ['7', '8'] }]);
    const [, again] = from(looked, true, { type: 'again', conversationId: '7', seq: 3 }, { type: 'timer' });
    expect(again).toEqual([{ do: 'up', up: { kind: 'conversationRead', conversationId: '7', readSeq: 3 }, ref: REF }]);
  });

  it('[R21] what was said over a link that went is left to the sync of the next one', () => {
    const [said] = run(true, read('7', 3), { type: 'timer' });
    expect(from(said, true, { type: 'offline' }, { type: 'look' })[1]).toEqual([]);
  });
});
