import type { Id } from '@godwit/shared/ids/id';
import { isAction } from '@godwit/shared/protocol/messages/entry-kind';
import type { Range } from '../inbox/conversation-record.js';
import { addRange, rangesWithin } from '../inbox/ranges.js';
import type { EntryItem, GapItem, TimelineItem } from './timeline.js';

/** What is loaded of an opened conversation: the entries of these ranges, both ascending. */
export interface Window {
  readonly ranges: readonly Range[];
  readonly entries: readonly EntryItem[];
}

/** Where a reader is, and how many rows around it stay in memory. Entries about others have no row and go with their neighbours. */
export interface Place {
  readonly seq: number;
  readonly rows: number;
}

/** Of one opened conversation, on the screen and around it. */
export const KEPT_ROWS = 400;

export const EMPTY_WINDOW: Window = { ranges: [], entries: [] };

/** 0 = nothing loaded yet. */
export const firstLoaded = ({ ranges }: Window): number => ranges[0]?.from ?? 0;

/** The log goes on with from … to. */
export const append = ({ ranges, entries }: Window, more: readonly EntryItem[], { from, to }: Range): Window => ({
  ranges: addRange(ranges, from, to),
  entries: [...entries, ...more],
});

/** Adds history that covers from … to. apart: also where it does not touch what is loaded; else it stays in the store. */
export function merge(window: Window, entries: readonly EntryItem[], { from, to }: Range, apart: boolean): Window {
  if (!apart && !touches(window, from, to)) return window;
  const known = new Set(window.entries.map((e) => e.seq));
  const added = entries.filter((e) => !known.has(e.seq));
  return {
    ranges: addRange(window.ranges, from, to),
    entries: [...window.entries, ...added].sort((a, b) => a.seq - b.seq),
  };
}

/** Without what is far from all of these places; it is loaded again when it is wanted. The same window when nothing is too much. */
export function trimmed(window: Window, places: readonly Place[] | undefined): Window {
  const rows = window.entries.filter(({ kind }) => !isAction(kind));
  if (places === undefined || places.some((place) => rows.length <= place.rows)) return window;
  const around = places.reduce<readonly Range[]>((all, place) => addRange(all, ...rowsAround(rows, place)), []);
  const parts = around.map(({ from, to }) => ({
    from: from === 0 ? 0 : rows[from]!.seq,
    to: to === rows.length - 1 ? Infinity : rows[to]!.seq,
  }));
  return {
    ranges: parts.flatMap(({ from, to }) => rangesWithin(window.ranges, from, to)),
    entries: window.entries.filter(({ seq }) => parts.some(({ from, to }) => from <= seq && seq <= to)),
  };
}

/** Of more rows than stay around a place, the first and the last that do. */
function rowsAround(all: readonly EntryItem[], { seq: at, rows }: Place): readonly [number, number] {
  const nearest = all.findIndex(({ seq }) => seq >= at);
  const middle = nearest < 0 ? all.length : nearest;
  const first = Math.min(Math.max(0, middle - Math.floor(rows / 2)), all.length - rows);
  return [first, first + rows - 1];
}

const touches = ({ ranges }: Window, from: number, to: number): boolean =>
  from <= to && (ranges.length === 0 || ranges.some((r) => from <= r.to + 1 && to >= r.from - 1));

/** Entries with a gap item wherever a part between them, or between them and the end of the log, is not loaded. */
export function withGaps({ ranges, entries }: Window, conversationId: Id, cursor: number): TimelineItem[] {
  const items = ranges.flatMap(({ from, to }, i): TimelineItem[] => {
    const before = ranges[i - 1];
    const gap: GapItem[] = before ? [gapItem(conversationId, before.to + 1, from - 1)] : [];
    return [...gap, ...entries.filter(({ seq }) => from <= seq && seq <= to)];
  });
  const end = ranges.at(-1)?.to ?? cursor;
  return end < cursor ? [...items, gapItem(conversationId, end + 1, cursor)] : items;
}

const gapItem = (conversationId: Id, fromSeq: number, toSeq: number): GapItem => ({
  at: 'gap',
  key: `g${fromSeq}-${toSeq}`,
  conversationId,
  fromSeq,
  toSeq,
});
