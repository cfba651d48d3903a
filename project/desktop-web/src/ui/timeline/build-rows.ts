import type { EntryItem, GapItem, PendingItem, TimelineItem } from '@godwit/client/view/timeline';
import type { Id } from '@godwit/shared/ids/id';
import { isSystemKind } from '../common/entry-text.js';
import { sameDay } from '../common/time-label.js';

/** What the timeline renders, one row each. `key` stays the same while the row means the same. */
export type Row =
  | { readonly at: 'begin'; readonly key: 'begin' }
  | { readonly at: 'day'; readonly key: string; readonly day: number }
  | { readonly at: 'unread'; readonly key: 'unread' }
  | { readonly at: 'gap'; readonly key: string; readonly gap: GapItem }
  | { readonly at: 'system'; readonly key: string; readonly item: EntryItem }
  /** first, last: of a group of one sender within GROUP_MS. */
  | {
      readonly at: 'message';
      readonly key: string;
      readonly item: EntryItem | PendingItem;
      readonly mine: boolean;
      readonly first: boolean;
      readonly last: boolean;
    };

export interface RowOptions {
  /** Nothing older exists. */
  readonly complete: boolean;
  /** Read mark when the conversation was opened; null = no divider. */
  readonly dividerSeq: number | null;
}

const GROUP_MS = 3 * 60_000;

const senderOf = (item: EntryItem | PendingItem): string => (item.at === 'pending' || item.mine ? 'me' : item.senderId);

const isUnread = (item: TimelineItem, dividerSeq: number | null): boolean =>
  dividerSeq !== null && item.at === 'entry' && !item.mine && item.kind === 'message' && item.seq > dividerSeq;

/** Whether `next` continues the bubble group of `before`; order in the list decides, not the clock, so a small step back in time still groups. */
const continues = (before: EntryItem | PendingItem, next: EntryItem | PendingItem): boolean =>
  senderOf(before) === senderOf(next) && Math.abs(next.createdAt - before.createdAt) <= GROUP_MS;

/** Timeline items → rows: day separators, the unread divider, grouping. Entries that only change others have no row. */
export function buildRows(items: readonly TimelineItem[], { complete, dividerSeq }: RowOptions): Row[] {
  const rows: Row[] = complete ? [{ at: 'begin', key: 'begin' }] : [];
  let day = Number.NaN;
  let divided = false;
  for (const item of items) {
    if (item.at === 'gap') {
      rows.push({ at: 'gap', key: item.key, gap: item });
      continue;
    }
    const system = isSystemKind(item.kind);
    if (!system && item.kind !== 'message') continue;
    if (Number.isNaN(day) || !sameDay(day, item.createdAt)) {
      day = item.createdAt;
      rows.push({ at: 'day', key: `day-${item.key}`, day });
    }
    if (!divided && isUnread(item, dividerSeq)) {
      divided = true;
      rows.push({ at: 'unread', key: 'unread' });
    }
    if (system && item.at === 'entry') rows.push({ at: 'system', key: item.key, item });
    else if (!system) rows.push(joinGroup(rows, item));
  }
  return rows;
}

/** The row of a message; the row before loses its `last` when the group goes on. */
function joinGroup(rows: Row[], item: EntryItem | PendingItem): Row {
  const before = rows.at(-1);
  const first = before?.at !== 'message' || !continues(before.item, item);
  if (!first) rows[rows.length - 1] = { ...before, last: false };
  return { at: 'message', key: item.key, item, mine: senderOf(item) === 'me', first, last: true };
}

/** The seqs of messages after `seenSeq` that mention the user. */
export const mentionsOf = (items: readonly TimelineItem[], me: Id, seenSeq: number): number[] =>
  items.flatMap((item) =>
    item.at === 'entry' && item.seq > seenSeq && !item.mine && !item.recalled && (item.body.mentionAll || item.body.mentions.includes(me))
      ? [item.seq]
      : [],
  );
