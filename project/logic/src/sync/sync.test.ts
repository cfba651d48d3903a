import { describe, expect, it } from 'vitest';
import { type Entry, UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import type { HistoryRequest } from '@godwit/shared/protocol/messages/history-request';
import type { LogQuery, LogView } from '../store/load-log.js';
import { formatCursor, parseCursor } from './cursor.js';
import { fitting } from './fit.js';
import { history } from './history.js';

describe('a cursor', () => {
  it('is read back as it was written, and nothing else is', () => {
    const cursor = { position: { micros: '1789000000123456', id: '123456789012345678' }, syncTime: 1_789_000_000_123, userVersion: 7 };
    expect(parseCursor(formatCursor(cursor))).toEqual(cursor);
    for (const text of ['1_2_3', '1_0_3_4', 'a_1_1_1', '1_1_1_1 ', '99999999999999999_1_1_1']) expect(parseCursor(text)).toBeUndefined();
  });
});

it('a page takes what fits, and at least one item', () => {
  expect(fitting([30_000, 20_000, 10_000], (n) => n)).toEqual([30_000, 20_000]);
  expect(fitting([90_000, 1], (n) => n)).toEqual([90_000]);
  expect(fitting([], () => 1)).toEqual([]);
});

const never = (): Promise<never> => Promise.reject(new Error('no time was asked for'));

describe('a history page', () => {
  /** A log of `lastSeq` entries of which the user may see those from `firstSeq`. */
  const page = async (log: { firstSeq: number; lastSeq: number }, fields: Partial<HistoryRequest>): Promise<number[]> => {
    const all = Array.from({ length: log.lastSeq }, (_, i) => ({ seq: i + 1, body: new Uint8Array(0), ...UNTOUCHED }) as Entry);
    const loadLog = ({ fromSeq, toSeq, limit, direction }: LogQuery): Promise<LogView> => {
      const range = all.filter(({ seq }) => seq >= Math.max(fromSeq, log.firstSeq) && (toSeq === 0 || seq <= toSeq));
      const entries = (direction === 'forward' ? range : range.toReversed()).slice(0, limit);
      return Promise.resolve({ epoch: 1, ...log, entries });
    };
    const request = { conversationId: '5', fromSeq: 0, toSeq: 0, limit: 0, direction: 'forward', since: 0, ...fields } as const;
    const answer = await history({ loadLog, findSeqSince: never }, '1', request);
    if (!answer.ok) throw new Error(answer.refusal.error);
    const { fromSeq, toSeq, entries } = answer.value;
    return [fromSeq, toSeq, entries[0]?.seq ?? 0, entries.at(-1)?.seq ?? 0];
  };

  it('covers what it says: the whole range, or as far as it was cut', async () => {
    const log = { firstSeq: 1, lastSeq: 500 };
    expect(await page(log, {})).toEqual([1, 200, 1, 200]);
    expect(await page(log, { direction: 'backward' })).toEqual([301, 500, 301, 500]);
    expect(await page(log, { fromSeq: 490 })).toEqual([490, 500, 490, 500]);
    expect(await page(log, { fromSeq: 490, toSeq: 600 })).toEqual([490, 500, 490, 500]);
    expect(await page(log, { fromSeq: 100, toSeq: 110, limit: 5, direction: 'backward' })).toEqual([106, 110, 106, 110]);
  });

  it('[R20] covers what lies before the user’s first entry with nothing', async () => {
    const log = { firstSeq: 100, lastSeq: 120 };
    expect(await page(log, { fromSeq: 1, toSeq: 50 })).toEqual([1, 50, 0, 0]);
    expect(await page(log, { fromSeq: 90, toSeq: 105 })).toEqual([90, 105, 100, 105]);
    expect(await page(log, { direction: 'backward' })).toEqual([1, 120, 100, 120]);
  });
});
