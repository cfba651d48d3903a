import type { Range } from '../inbox/conversation-record.js';
import { rangeAt } from '../inbox/ranges.js';
import type { EntryItem, GapItem, TimelineItem } from './timeline.js';

/** What is loaded of an opened conversation: entries ascending, and from which seq on they are complete (but for gaps). */
export interface Window {
  /** 0 = nothing loaded yet. */
  readonly from: number;
  readonly entries: readonly EntryItem[];
}

export const EMPTY_WINDOW: Window = { from: 0, entries: [] };

export function append(window: Window, entries: readonly EntryItem[]): Window {
  const first = entries[0];
  if (!first) return window;
  return { from: window.from === 0 ? first.seq : window.from, entries: [...window.entries, ...entries] };
}

/** Adds history that covers fromSeq … toSeq and touches what is loaded; other history stays in the store. */
export function merge(window: Window, entries: readonly EntryItem[], fromSeq: number, toSeq: number): Window {
  const touches = window.from === 0 || (toSeq >= window.from - 1 && toSeq >= fromSeq);
  if (!touches) return window;
  const from = window.from === 0 ? fromSeq : Math.min(window.from, fromSeq);
  const known = new Set(window.entries.map((e) => e.seq));
  const added = entries.filter((e) => !known.has(e.seq));
  return { from, entries: [...window.entries, ...added].sort((a, b) => a.seq - b.seq) };
}

/** Entries with a gap item wherever a part between them is not loaded. */
export function withGaps(entries: readonly EntryItem[], ranges: readonly Range[]): TimelineItem[] {
  return entries.flatMap((entry, i) => {
    const before = entries[i - 1];
    const gap = before && entry.seq > before.seq + 1 ? gapBetween(before, entry, ranges) : undefined;
    return gap ? [gap, entry] : [entry];
  });
}

function gapBetween(before: EntryItem, after: EntryItem, ranges: readonly Range[]): GapItem | undefined {
  const fromSeq = (rangeAt(ranges, before.seq)?.to ?? before.seq) + 1;
  const toSeq = (rangeAt(ranges, after.seq)?.from ?? after.seq) - 1;
  if (toSeq < fromSeq) return undefined;
  return { at: 'gap', key: `g${fromSeq}-${toSeq}`, conversationId: after.conversationId, fromSeq, toSeq };
}
