import type { MessageBody } from '@godwit/shared/protocol/messages/message-body';
import { NO_GROUP } from '@godwit/shared/protocol/messages/conversation-state';
import { UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import { NO_MEMBER_STATE } from '@godwit/shared/protocol/messages/member-state';
import { beforeEach, describe, expect, it } from 'vitest';
import { newRecord } from '../inbox/apply-state.js';
import type { ConversationRecord, Range } from '../inbox/conversation-record.js';
import type { OutboxItem } from '../outbox/item.js';
import type { CachedEntry } from '../inbox/cached-entry.js';
import type { ViewChange } from './change.js';
import { View } from './view.js';

const entry = (seq: number, senderId = '2'): CachedEntry => ({
  seq,
  messageId: `9${seq}`,
  senderId,
  clientMsgId: `5${seq}`,
  kind: 'message',
  countableNo: seq,
  createdAt: seq,
  targetSeq: 0,
  body: new Uint8Array(),
  ...UNTOUCHED,
  asOf: seq,
});
const range = (from: number, to: number): CachedEntry[] => Array.from({ length: to - from + 1 }, (_, i) => entry(from + i));
const pending = (id: string, state: OutboxItem['state']): OutboxItem => ({
  clientMsgId: id,
  conversationId: '7',
  order: 1,
  kind: 'message',
  targetSeq: 0,
  body: new Uint8Array(),
  createdAt: 1,
  state,
});
const record = (id: string, ranges: readonly Range[], more: Partial<ConversationRecord> = {}): ConversationRecord => ({
  ...newRecord({
    conversationId: id,
    type: 'direct',
    epoch: 1,
    lastSeq: 0,
    countableTotal: 0,
    membershipVersion: 1,
    lastActivityAt: 0,
    peerId: '2',
    title: id,
    avatar: '',
    memberCount: 2,
    peerReadSeq: 0,
    peerDeliveredSeq: 0,
    lastEntry: null,
    ...NO_GROUP,
    member: {
      ...NO_MEMBER_STATE,
      conversationId: id,
      version: 0,
      readSeq: 0,
      readCountable: 0,
      deliveredSeq: 0,
    },
  }),
  ranges,
  cursor: ranges.at(-1)?.to ?? 0,
  ...more,
});

const appended = (entries: readonly CachedEntry[]): ViewChange => ({
  show: 'append',
  conversationId: '7',
  entries,
  fromSeq: entries[0]!.seq,
  toSeq: entries.at(-1)!.seq,
});

const merged = (fromSeq: number, toSeq: number, apart = false): ViewChange => ({
  show: 'merge',
  conversationId: '7',
  entries: range(fromSeq, toSeq),
  fromSeq,
  toSeq,
  apart,
});

describe('view', () => {
  let view: View;
  const rows = (): string[] =>
    view
      .timeline('7')
      .map((i) => (i.at === 'gap' ? `gap ${i.fromSeq}-${i.toSeq}` : i.at === 'entry' ? String(i.seq) : `${i.state} ${i.clientMsgId}`));
  const apply = (...changes: Parameters<View['apply']>[0]): ReturnType<View['apply']> => view.apply(changes, '1');
  beforeEach(() => {
    view = new View(() => ({}) as MessageBody);
    apply({ show: 'conversation', record: record('7', [{ from: 1, to: 3 }]) }, { show: 'open', conversationId: '7' });
  });

  it('[F-22] shows entries by seq and pending ones after the newest', () => {
    apply({
      show: 'pending',
      conversationId: '7',
      items: [pending('a', { at: 'waiting' }), pending('b', { at: 'failed', code: 2005, name: 'MUTED' })],
    });
    apply(appended(range(2, 3)), merged(1, 2));
    expect(rows()).toEqual(['1', '2', '3', 'sending a', 'failed b']);
    expect(view.conversation('7')).toMatchObject({ sending: 1, failed: 1, hasOlder: false });
  });

  it('[U-4] tells the newest own message that waits, and one that failed until something came after it', () => {
    const unsent = () => view.conversation('7')?.unsent?.clientMsgId;
    const failed = pending('b', { at: 'failed', code: 2005, name: 'MUTED' });
    const come = (createdAt: number) =>
      apply({ show: 'conversation', record: record('7', [{ from: 1, to: 3 }], { lastEntry: { ...entry(3), createdAt } }) });
    expect(view.conversation('7')?.unsent).toBeNull();
    apply({ show: 'pending', conversationId: '7', items: [failed, pending('a', { at: 'waiting' })] });
    come(9);
    expect(unsent()).toBe('a');
    apply({ show: 'pending', conversationId: '7', items: [failed] });
    expect(unsent()).toBeUndefined();
    come(0);
    expect(unsent()).toBe('b');
  });

  it('[R21] [F-32] a recall changes what is shown and the list; entries about others that wait are no rows', () => {
    const [first, second, third] = range(1, 3) as [CachedEntry, CachedEntry, CachedEntry];
    apply(appended([first, second, third]));
    const [untouched, before] = view.timeline('7');
    const recall = { ...entry(4), kind: 'recall' as const, targetSeq: 2 };
    apply(
      { show: 'conversation', record: record('7', [{ from: 1, to: 3 }], { lastEntry: { ...second, recalled: true, asOf: 4 } }) },
      { show: 'act', conversationId: '7', actions: [recall] },
      { show: 'pending', conversationId: '7', items: [{ ...pending('a', { at: 'waiting' }), kind: 'recall', targetSeq: 1 }] },
    );
    expect(before).toMatchObject({ seq: 2, recalled: false });
    expect(view.timeline('7').map((i) => i.at === 'entry' && i.recalled)).toEqual([false, true, false]);
    expect(view.timeline('7')[0]).toBe(untouched);
    expect(view.conversation('7')).toMatchObject({ lastEntry: { seq: 2, recalled: true }, sending: 0 });
  });

  it('[F-23] [F-27] what is loaded apart shows with a gap, which is loaded from either end', () => {
    apply(appended(range(20, 22)));
    apply(merged(1, 3, true));
    expect(rows()).toEqual(['1', '2', '3', 'gap 4-19', '20', '21', '22']);
    apply(merged(17, 19));
    apply(merged(4, 5));
    expect(rows()).toEqual(['1', '2', '3', '4', '5', 'gap 6-16', '17', '18', '19', '20', '21', '22']);
    apply(merged(10, 11, true));
    apply(appended([entry(23)]));
    expect(rows().filter((row) => row.startsWith('gap'))).toEqual(['gap 6-9', 'gap 12-16']);
    expect(rows().at(-1)).toBe('23');
    apply(merged(5, 17));
    expect(rows()).toEqual(Array.from({ length: 23 }, (_, i) => String(i + 1)));
  });

  it('[F-27] what is loaded far from the end of the log shows that the end is missing, until it is there', () => {
    apply({ show: 'conversation', record: record('7', [{ from: 1, to: 30 }]) }, merged(5, 6));
    expect(rows()).toEqual(['5', '6', 'gap 7-30']);
    apply({ show: 'conversation', record: record('7', [{ from: 1, to: 31 }]) }, appended([entry(31)]));
    expect(rows()).toEqual(['5', '6', 'gap 7-30', '31']);
    apply(merged(7, 30));
    expect(rows().filter((row) => row.startsWith('gap'))).toEqual([]);
  });

  it('[F-23] what the log goes over without an entry is no gap', () => {
    apply(appended(range(20, 21)));
    apply({ show: 'append', conversationId: '7', entries: range(25, 26), fromSeq: 22, toSeq: 26 });
    expect(rows()).toEqual(['20', '21', '25', '26']);
  });

  it('[R8] history that does not touch what is shown stays in the store', () => {
    apply(appended(range(20, 21)));
    apply(merged(1, 5));
    expect(rows()).toEqual(['20', '21']);
  });

  it('keeps the row of an own entry: its key is that of the pending one', () => {
    apply({ show: 'pending', conversationId: '7', items: [pending('54', { at: 'waiting' })] });
    const [before] = view.timeline('7');
    apply(appended([entry(4, '1')]), { show: 'pending', conversationId: '7', items: [] });
    expect(view.timeline('7').map((i) => i.key)).toEqual([before?.key]);
  });

  it('gives the same arrays until something changes, and tells of every new entry once', () => {
    const list = view.conversations();
    const timeline = view.timeline('7');
    expect([view.conversations() === list, view.timeline('7') === timeline]).toEqual([true, true]);
    const news = apply(appended(range(1, 2)));
    expect([news.entries.map((e) => e.seq), [...news.timelines], news.list]).toEqual([[1, 2], ['7'], true]);
    expect([view.conversations() === list, view.timeline('7') === timeline]).toEqual([false, false]);
  });

  it('[F-28] [F-50] sorts by activity and shows unread as a subtraction', () => {
    apply({ show: 'conversation', record: record('8', [], { lastActivityAt: 9, countableTotal: 12, readCountable: 5 }) });
    expect(view.conversations().map((c) => [c.id, c.unread])).toEqual([
      ['8', 7],
      ['7', 0],
    ]);
  });

  it('[F-50] puts pinned conversations first, and leaves closed ones out until something comes', () => {
    apply(
      { show: 'conversation', record: record('8', [], { lastActivityAt: 9, pinnedAt: 1 }) },
      { show: 'conversation', record: record('9', [], { lastActivityAt: 1, pinnedAt: 2 }) },
      { show: 'conversation', record: record('10', [], { lastActivityAt: 99, head: 4, closedSeq: 4 }) },
    );
    expect(view.conversations().map((c) => c.id)).toEqual(['9', '8', '7']);
    apply({ show: 'conversation', record: record('10', [], { lastActivityAt: 99, head: 5, closedSeq: 4 }) });
    expect(view.conversations().map((c) => c.id)).toEqual(['9', '8', '10', '7']);
  });

  it('[F-34] leaves out what is hidden, in the timeline and in the news', () => {
    apply(appended(range(1, 3)));
    const hidden = [{ fromSeq: 2, toSeq: 4 }];
    const news = apply({ show: 'conversation', record: record('7', [{ from: 1, to: 3 }], { hidden }) });
    expect([rows(), [...news.timelines]]).toEqual([['1'], ['7']]);
    expect(apply(appended(range(4, 5))).entries.map((e) => e.seq)).toEqual([5]);
    expect(rows()).toEqual(['1', '5']);
    apply({ show: 'conversation', record: record('7', [{ from: 1, to: 5 }], { hidden: [{ fromSeq: 1, toSeq: 5 }] }) });
    expect([rows(), view.conversation('7')?.hasOlder]).toEqual([[], false]);
  });

  it('[F-34] [F-48] quotes nothing of what is hidden, in one and the same row until something changes', () => {
    view = new View(
      (bytes) => ({ text: 'x', replyTo: bytes.length === 0 ? null : { seq: bytes[0]!, senderId: '2', preview: 'said' } }) as MessageBody,
    );
    const quotes = [1, 2].map((quoted): CachedEntry => ({ ...entry(quoted + 2), body: Uint8Array.of(quoted) }));
    const shown = (hidden: ConversationRecord['hidden']) =>
      apply({ show: 'conversation', record: record('7', [{ from: 1, to: 4 }], { hidden }) }, { show: 'open', conversationId: '7' });
    const previews = () => view.timeline('7').map((item) => (item.at === 'entry' ? item.body.replyTo?.preview : item.at));
    shown([]);
    apply(appended([...range(1, 2), ...quotes]));
    expect(previews()).toEqual([undefined, undefined, 'said', 'said']);
    shown([{ fromSeq: 1, toSeq: 1 }]);
    expect(previews()).toEqual([undefined, '', 'said']);
    const row = view.timeline('7')[1];
    apply(merged(5, 5));
    expect(view.timeline('7')[1]).toBe(row);
    expect(row).toMatchObject({ seq: 3, body: { text: 'x', replyTo: { seq: 1, senderId: '2' } } });
  });

  describe('[U-24] rows around the reader', () => {
    const around = (seq: number, rows?: number): ViewChange =>
      rows === undefined ? { show: 'goTo', conversationId: '7', seq } : { show: 'around', conversationId: '7', places: [{ seq, rows }] };
    const aroundAll = (...seqs: number[]): ViewChange => ({
      show: 'around',
      conversationId: '7',
      places: seqs.map((seq) => ({ seq, rows: 2 })),
    });
    const cursorAt = (to: number): ViewChange => ({ show: 'conversation', record: record('7', [{ from: 1, to }]) });

    it('stay, the others are older or a gap, and come back by loading them', () => {
      apply(cursorAt(10), appended(range(1, 10)), around(6, 4));
      expect(rows()).toEqual(['4', '5', '6', '7', 'gap 8-10']);
      expect(view.conversation('7')?.hasOlder).toBe(true);
      apply(around(9), merged(8, 10));
      expect(rows()).toEqual(['7', '8', '9', '10']);
      apply(cursorAt(11), appended([entry(11)]));
      expect(rows()).toEqual(['7', '8', '9', '10', 'gap 11-11']);
      apply(around(Infinity), merged(11, 11));
      expect(rows()).toEqual(['8', '9', '10', '11']);
      apply(around(1), merged(1, 3, true));
      expect(rows()).toEqual(['1', '2', '3', 'gap 4-7', '8', 'gap 9-11']);
    });

    it('are those of all who read it, and no more', () => {
      apply(cursorAt(20), appended(range(1, 20)), aroundAll(5, Infinity));
      expect(rows()).toEqual(['4', '5', 'gap 6-18', '19', '20']);
      apply(aroundAll(5, 7, Infinity), merged(6, 8));
      expect(rows()).toEqual(['4', '5', '6', '7', 'gap 8-18', '19', '20']);
      apply(around(12), merged(10, 15, true));
      expect(rows()).toEqual(['4', '5', '6', '7', 'gap 8-10', '11', '12', 'gap 13-18', '19', '20']);
      apply(around(5), aroundAll(12));
      expect(rows()).toEqual(['11', '12', 'gap 13-20']);
    });

    it('say in the list too whether there are older ones', () => {
      const inList = () => view.conversations().find(({ id }) => id === '7')?.hasOlder;
      apply(cursorAt(10), appended(range(1, 10)));
      expect(inList()).toBe(false);
      expect([apply(around(Infinity, 4)).list, inList()]).toEqual([true, true]);
      expect([apply(around(1), merged(1, 6)).list, inList()]).toEqual([true, false]);
    });

    it('are told of only when something went; without the call nothing does', () => {
      apply(appended(range(1, 10)));
      const before = view.timeline('7');
      expect([...apply(around(5)).timelines, ...apply(around(5, 10)).timelines]).toEqual([]);
      expect(view.timeline('7')).toBe(before);
      const news = apply(around(5, 9));
      expect([[...news.timelines], news.list, rows().length]).toEqual([['7'], false, 9]);
    });

    it('are messages and lines: entries about others do not count', () => {
      const reaction = { ...entry(3), kind: 'reaction' as const, targetSeq: 1 };
      apply(cursorAt(5), appended([entry(1), entry(2), reaction, entry(4), entry(5)]), around(Infinity, 3));
      expect(rows()).toEqual(['2', '3', '4', '5']);
    });

    it('have no bound any more when the conversation was left', () => {
      apply(around(1, 2), { show: 'leave', conversationId: '7' }, { show: 'open', conversationId: '7' }, appended(range(1, 3)));
      expect(rows()).toEqual(['1', '2', '3']);
    });
  });

  it('[R7] what waits although the log has it already is shown once', () => {
    apply(appended([{ ...entry(1, '1'), clientMsgId: '51' }]));
    apply({ show: 'pending', conversationId: '7', items: [pending('51', { at: 'waiting' }), pending('52', { at: 'waiting' })] });
    expect(view.timeline('7').flatMap((item) => (item.at === 'gap' ? [] : [item.key]))).toEqual(['c51', 'c52']);
  });

  it('a conversation that nobody looks at keeps no timeline in memory', () => {
    apply(appended(range(1, 3)), { show: 'leave', conversationId: '7' });
    expect(rows()).toEqual([]);
    apply(appended(range(4, 4)));
    expect(rows()).toEqual([]);
  });
});
