import { backoffCeiling } from '@godwit/shared/backoff';
import type { DownOf, Entry } from '../wire.js';
import { asOf, asPushed, type CachedEntry } from './cached-entry.js';
import type { Range } from './conversation-record.js';
import { addRange } from './ranges.js';

// Hop 9: the contiguous cursor of one conversation (C12). Pure. Bounded: 200 buffered entries, 4 pages under way or before their turn.

export const HOLE_WAIT_MS = 300;
export const MAX_BUFFERED = 200;
export const PULL_LIMIT = 200;
/** Pages of one hole that are asked for at once, those included that came before their turn. */
export const MAX_PULLS = 4;
/** A larger hole is jumped to its newest page. What is cached below is forgotten: entries in the hole may have changed it. */
export const MAX_HOLE = 1000;
const RETRY = { baseMs: 1000, maxMs: 30_000 };

export interface Pull {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly direction: 'forward' | 'backward';
  /** Forward from the first entry in the range that is not older, ms since 1970. */
  readonly since?: number;
}

type Page = DownOf<'historyPage'>;

type Phase =
  | { readonly at: 'level' }
  /** A missing entry may still come as a push. */
  | { readonly at: 'hole' }
  /** At least one page is under way. */
  | { readonly at: 'pulling'; readonly attempt: number }
  /** A page was refused or lost; others may still be under way. */
  | { readonly at: 'backoff'; readonly attempt: number }
  /** Behind, and no link. */
  | { readonly at: 'stalled' };

export interface Gap {
  /** Everything up to here was applied, or is history that is loaded on demand. */
  readonly cursor: number;
  /** Newest seq known to exist. */
  readonly head: number;
  readonly ranges: readonly Range[];
  /** Entries after the hole, ascending. */
  readonly buffer: readonly Entry[];
  /** Under way. An answer to any other pull is late. */
  readonly asked: readonly Pull[];
  /** Came before their turn. */
  readonly early: readonly Page[];
  readonly phase: Phase;
}

export type GapEvent =
  | { readonly type: 'entries'; readonly entries: readonly Entry[] }
  | { readonly type: 'head'; readonly seq: number; readonly waitMs: number }
  | { readonly type: 'timer' }
  | { readonly type: 'page'; readonly page: Page; readonly asked: Pull }
  | { readonly type: 'failed'; readonly asked: Pull; readonly retry: boolean; readonly retryAfterMs: number }
  | { readonly type: 'offline' }
  | { readonly type: 'online' };

export type GapEffect =
  /** Contiguous after the last one, or after a jump. */
  | { readonly do: 'apply'; readonly entries: readonly CachedEntry[] }
  /** The log goes on behind a hole that stays. */
  | { readonly do: 'jump' }
  | { readonly do: 'pull'; readonly pull: Pull }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'unwait' };

type Step = readonly [Gap, readonly GapEffect[]];

/** Nothing missing: what is at or below `cursor` is history. */
export const newGap = (cursor: number): Gap => ({
  cursor,
  head: cursor,
  ranges: [],
  buffer: [],
  asked: [],
  early: [],
  phase: { at: 'level' },
});

export function stepGap(gap: Gap, event: GapEvent, random: () => number): Step {
  switch (event.type) {
    case 'entries':
      return settle(gap, receive(gap, event.entries), HOLE_WAIT_MS);
    case 'head':
      return settle(gap, { ...gap, head: Math.max(gap.head, event.seq) }, event.waitMs);
    case 'timer':
      return waits(gap) && gap.head > gap.cursor ? pull(gap) : [gap, []];
    case 'page':
      return onPage(gap, event.page, event.asked, random);
    case 'failed':
      return gap.asked.includes(event.asked) ? onFailed(gap, event, random) : [gap, []];
    case 'offline':
      return gap.phase.at === 'level' ? [gap, []] : [{ ...gap, asked: [], early: [], phase: { at: 'stalled' } }, [{ do: 'unwait' }]];
    case 'online':
      return gap.head > gap.cursor ? pull(gap) : [{ ...gap, phase: { at: 'level' } }, []];
  }
}

/** Whether a timer runs. */
const waits = ({ phase }: Gap): boolean => phase.at === 'hole' || phase.at === 'backoff';

/** Applies what is next, keeps what is ahead, drops what is old. */
function receive(gap: Gap, entries: readonly Entry[]): Gap {
  const known = new Set(gap.buffer.map((e) => e.seq));
  const ahead = entries.filter((e) => e.seq > gap.cursor && !known.has(e.seq));
  const buffer = [...gap.buffer, ...ahead].sort((a, b) => a.seq - b.seq);
  const head = Math.max(gap.head, buffer.at(-1)?.seq ?? 0);
  return { ...gap, head, buffer: buffer.filter((e, i) => e.seq !== buffer[i - 1]?.seq) };
}

const joins = (gap: Gap, page: Page): boolean => page.fromSeq <= gap.cursor + 1 && page.toSeq > gap.cursor;

/** Moves what is contiguous, of the pages and of the buffer, over the cursor. */
function drain(gap: Gap): readonly [Gap, readonly CachedEntry[]] {
  const page = gap.early.find((p) => joins(gap, p));
  const [moved, entries] = page ? overPage(gap, page) : overBuffer(gap);
  if (moved.cursor === gap.cursor) return [{ ...moved, early: moved.early.filter((p) => p.toSeq > moved.cursor) }, []];
  const [last, more] = drain(moved);
  return [last, [...entries, ...more]];
}

/** A page may cover seqs without entries. */
function overPage(gap: Gap, page: Page): readonly [Gap, readonly CachedEntry[]] {
  const ranges = addRange(gap.ranges, gap.cursor + 1, page.toSeq);
  const entries = page.entries.filter((e) => e.seq > gap.cursor && e.seq <= page.toSeq);
  return [{ ...gap, cursor: page.toSeq, ranges }, entries.map((e) => asOf(e, page.lastSeq))];
}

function overBuffer(gap: Gap): readonly [Gap, readonly CachedEntry[]] {
  const next = gap.buffer.filter((e) => e.seq > gap.cursor);
  let count = 0;
  while (next[count]?.seq === gap.cursor + 1 + count) count += 1;
  const cursor = gap.cursor + count;
  const ranges = addRange(gap.ranges, gap.cursor + 1, cursor);
  return [{ ...gap, cursor, ranges, buffer: next.slice(count, count + MAX_BUFFERED) }, next.slice(0, count).map(asPushed)];
}

const apply = (entries: readonly CachedEntry[]): GapEffect[] => (entries.length > 0 ? [{ do: 'apply', entries }] : []);

/** Applies what can be applied and decides whether to wait for the rest. */
function settle(before: Gap, received: Gap, waitMs: number): Step {
  const [gap, entries] = drain(received);
  const applied = apply(entries);
  if (gap.head <= gap.cursor) return level(before, gap, applied);
  if (gap.phase.at !== 'level') return [gap, applied];
  if (waitMs > 0) return [{ ...gap, phase: { at: 'hole' } }, [...applied, { do: 'wait', ms: waitMs }]];
  const [pulling, pulls] = pull(gap);
  return [pulling, [...applied, ...pulls]];
}

function level(before: Gap, gap: Gap, applied: readonly GapEffect[]): Step {
  const next: Gap = { ...gap, asked: [], early: [], phase: { at: 'level' } };
  return [next, waits(before) ? [...applied, { do: 'unwait' }] : applied];
}

/** Asks for what is missing, the lowest first. */
function pull(gap: Gap): Step {
  const attempt = gap.phase.at === 'backoff' ? gap.phase.attempt : 0;
  const pulls = missing(gap);
  const phase = { at: 'pulling' as const, attempt };
  return [{ ...gap, asked: [...gap.asked, ...pulls], phase }, pulls.map((p) => ({ do: 'pull', pull: p }))];
}

function missing(gap: Gap): readonly Pull[] {
  const { cursor, head, buffer, asked, early } = gap;
  const end = (buffer[0]?.seq ?? head + 1) - 1;
  if (asked.some((p) => p.direction === 'backward')) return [];
  if (end - cursor > MAX_HOLE) return [{ from: cursor + 1, to: end, limit: PULL_LIMIT, direction: 'backward' }];
  const covered = [...asked, ...early.map((p) => ({ from: p.fromSeq, to: p.toSeq }))].sort((a, b) => a.from - b.from);
  const pulls: Pull[] = [];
  const ask = (from: number, to: number): void => {
    for (let next = from; next <= to && covered.length + pulls.length < MAX_PULLS; next += PULL_LIMIT)
      pulls.push({ from: next, to: Math.min(to, next + PULL_LIMIT - 1), limit: PULL_LIMIT, direction: 'forward' });
  };
  let from = cursor + 1;
  for (const range of covered) {
    ask(from, Math.min(end, range.from - 1));
    from = Math.max(from, range.to + 1);
  }
  ask(from, end);
  return pulls;
}

/** Also a page that was asked for twice or comes late is taken, as far as it is news. */
function onPage(before: Gap, page: Page, asked: Pull, random: () => number): Step {
  const awaited = before.asked.includes(asked);
  const useful = page.fromSeq <= page.toSeq && page.toSeq > before.cursor;
  if (awaited && !useful && asked.to > before.cursor)
    return onFailed(before, { asked, retry: page.lastSeq > before.cursor, retryAfterMs: 0 }, random);
  const gap = asked.direction === 'backward' && useful ? jump(before, page) : before;
  if (!awaited && !(useful && joins(gap, page))) return [before, []];
  const head = Math.max(gap.head, page.lastSeq);
  const [next, entries] = drain({ ...gap, head, asked: without(gap.asked, asked), early: [...gap.early, page] });
  const applied: GapEffect[] = [...(gap.cursor > before.cursor ? [{ do: 'jump' as const }] : []), ...apply(entries)];
  if (next.head <= next.cursor) return level(before, next, applied);
  if (next.phase.at === 'level') return [{ ...next, phase: { at: 'hole' } }, [...applied, { do: 'wait', ms: HOLE_WAIT_MS }]];
  if (next.phase.at !== 'pulling') return [next, applied];
  const [pulling, pulls] = pull(next);
  return [pulling, [...applied, ...pulls]];
}

/** What lies before the page becomes history that is loaded on demand, unless pages that were under way have made the hole a small one. */
const jump = (gap: Gap, page: Page): Gap => (page.toSeq - gap.cursor > MAX_HOLE ? { ...gap, cursor: page.fromSeq - 1, ranges: [] } : gap);

const without = (asked: readonly Pull[], done: Pull): readonly Pull[] => asked.filter((p) => p !== done);

/** Others of the hole that are under way go on; together they are tried again at the end of one wait. */
function onFailed(before: Gap, failure: { asked: Pull; retry: boolean; retryAfterMs: number }, random: () => number): Step {
  const gap = { ...before, asked: without(before.asked, failure.asked) };
  if (!failure.retry) return level(before, { ...gap, head: gap.cursor, buffer: [] }, []);
  if (gap.phase.at === 'backoff') return [gap, []];
  const attempt = gap.phase.at === 'pulling' ? gap.phase.attempt + 1 : 1;
  const delayMs = backoffCeiling(attempt - 1, RETRY) * (0.5 + random() / 2);
  return [{ ...gap, phase: { at: 'backoff', attempt } }, [{ do: 'wait', ms: Math.max(failure.retryAfterMs, delayMs) }]];
}
