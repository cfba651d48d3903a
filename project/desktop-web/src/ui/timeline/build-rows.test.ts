import { describe, expect, it } from 'vitest';
import { body, entry, pending } from '../../testing/samples.js';
import { buildRows, type Row } from './build-rows.js';

const ALL = { complete: true, dividerSeq: null };
const LATER = { complete: false, dividerSeq: null };
const DAY_MS = 86_400_000;
const shape = (rows: Row[]): string[] =>
  rows.map((row) => (row.at === 'message' ? `${row.mine ? 'me' : 'peer'}${row.first ? ' first' : ''}${row.last ? ' last' : ''}` : row.at));

describe('[U-7] rows of a timeline', () => {
  it('messages of one sender within 3 minutes are one group', () => {
    const rows = buildRows([entry(1), entry(2), entry(3, { mine: true }), entry(4, { createdAt: entry(4).createdAt + 200_000 })], LATER);
    expect(shape(rows)).toEqual(['day', 'peer first', 'peer last', 'me first last', 'peer first last']);
  });

  it('own pending messages join the group of own sent ones', () => {
    const rows = buildRows([entry(1, { mine: true }), pending('sending')], LATER);
    expect(shape(rows)).toEqual(['day', 'me first', 'me last']);
  });

  it('every day begins with a separator and the log with its beginning', () => {
    const rows = buildRows([entry(1), entry(2, { createdAt: entry(2).createdAt + DAY_MS })], ALL);
    expect(shape(rows)).toEqual(['begin', 'day', 'peer first last', 'day', 'peer first last']);
  });

  it('the unread divider stands once, before the first unread message of others', () => {
    const rows = buildRows([entry(1), entry(2, { mine: true }), entry(3), entry(4)], { complete: false, dividerSeq: 1 });
    expect(shape(rows)).toEqual(['day', 'peer first last', 'me first last', 'unread', 'peer first', 'peer last']);
  });

  it('system entries have a line; entries that change others have none', () => {
    const system = entry(1, {
      kind: 'system',
      body: body('', { kind: 'system', system: { code: 'friend_accepted', operatorId: '1', targetIds: [], args: [] } }),
    });
    expect(shape(buildRows([system, entry(2, { kind: 'reaction' }), entry(3, { kind: 'edit' })], LATER))).toEqual(['day', 'system']);
  });

  it('a gap shows where entries are missing and ends a group', () => {
    const gap = { at: 'gap', key: 'g', conversationId: '1', fromSeq: 2, toSeq: 900 } as const;
    expect(shape(buildRows([entry(1), gap, entry(901)], LATER))).toEqual(['day', 'peer first last', 'gap', 'peer first last']);
  });
});
