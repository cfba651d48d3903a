import { describe, expect, it } from 'vitest';
import { pendingEntry } from '../testing/messages.js';
import type { PendingEntry } from './pending-entry.js';
import { MAX_WAITING_BYTES, MAX_WAITING_ENTRIES, WaitingEntries } from './waiting-entries.js';

const NONE = new Set<string>();

function waiting(entries: readonly PendingEntry[], batchEntries = 256): WaitingEntries {
  const all = new WaitingEntries(batchEntries);
  expect(all.push(entries)).toBe(true);
  return all;
}

describe('entries that wait', () => {
  it('[O10] are refused over 10,000 or 64 MB, all or nothing', () => {
    const byCount = waiting(Array.from({ length: MAX_WAITING_ENTRIES - 1 }, () => pendingEntry()));
    expect([byCount.push([pendingEntry(), pendingEntry()]), byCount.count]).toEqual([false, MAX_WAITING_ENTRIES - 1]);
    expect([byCount.push([pendingEntry()]), byCount.push([pendingEntry()])]).toEqual([true, false]);
    const half = new Uint8Array(MAX_WAITING_BYTES / 2);
    const byBytes = waiting([pendingEntry({ body: half })]);
    expect([byBytes.push([pendingEntry({ body: half })]), byBytes.push([pendingEntry()]), byBytes.bytes]).toEqual([
      true,
      false,
      MAX_WAITING_BYTES,
    ]);
  });

  it('a batch ends before a repeated id, after its number of entries, and before 512 KB', () => {
    const twice = pendingEntry({ clientMsgId: '5' });
    expect(waiting([pendingEntry(), twice, pendingEntry(), twice, pendingEntry()]).take(NONE)).toHaveLength(3);
    expect(waiting([twice, pendingEntry({ clientMsgId: '5', userId: '8' })]).take(NONE)).toHaveLength(2);
    const many = waiting(
      Array.from({ length: 5 }, () => pendingEntry()),
      2,
    );
    expect([many.take(NONE).length, many.take(NONE).length, many.take(NONE).length, many.count]).toEqual([2, 2, 1, 0]);
    const large = (kib: number): PendingEntry => pendingEntry({ body: new Uint8Array(kib * 1_024) });
    expect(waiting([large(200), large(200), large(200)]).take(NONE)).toHaveLength(2);
    expect(waiting([large(900), large(1)]).take(NONE)).toHaveLength(1);
  });

  it('[R9] of one frame are never in two batches, unless the frame repeats an id', () => {
    const frame = (...ids: string[]): PendingEntry[] => {
      const { request } = pendingEntry();
      return ids.map((clientMsgId) => ({ ...pendingEntry({ clientMsgId }), request }));
    };
    const [a, b, c] = [frame('1', '2', '3'), frame('4', '5'), frame('6', '7', '8', '9', '10')];
    const all = waiting([...a, ...b, ...c], 4);
    expect([all.take(NONE), all.take(NONE), all.take(NONE)]).toEqual([a, b, c]);
    const copied = waiting([...frame('1', '2'), ...frame('3', '2')]);
    expect([copied.take(NONE).length, copied.take(NONE).length]).toEqual([2, 2]);
    const twice = waiting(frame('1', '2', '1', '3'));
    expect([twice.take(NONE).length, twice.take(NONE).length, twice.count]).toEqual([2, 2, 0]);
  });

  it('of busy conversations stay where they are, in order', () => {
    const [a, b, c, d] = ['1', '2', '1', '3'].map((conversationId) => pendingEntry({ conversationId }));
    const all = waiting([a!, b!, c!, d!]);
    expect(all.take(new Set(['1']))).toEqual([b, d]);
    expect(all.take(new Set(['1']))).toEqual([]);
    expect(all.take(NONE)).toEqual([a, c]);
    expect([all.count, all.bytes]).toEqual([0, 0]);
  });

  it('what is put back goes in front', () => {
    const [a, b] = [pendingEntry(), pendingEntry()];
    const all = waiting([b]);
    all.putBack([a]);
    expect(all.take(NONE)).toEqual([a, b]);
  });
});
