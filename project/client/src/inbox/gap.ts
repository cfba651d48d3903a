import { backoffCeiling } from '@godwit/shared/backoff';
import type { DownOf, Entry } from '../wire.js';
import type { Range } from './conversation-record.js';
import { addRange } from './ranges.js';

// Hop 9: the contiguous cursor of one conversation (C12). Pure. Bounded: 200 buffered entries, one pull at a time.

export const HOLE_WAIT_MS = 300;
export const MAX_BUFFERED = 200;
export const PULL_LIMIT = 200;
/** A larger hole is jumped: the newest page is shown behind a gap. */
export const MAX_HOLE = 1000;
const RETRY = { baseMs: 1000, maxMs: 30_000 };

export interface Pull {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly direction: 'forward' | 'backward';
}

type Phase =
  | { readonly at: 'level' }
  /** A missing entry may still come as a push. */
  | { readonly at: 'hole' }
  | { readonly at: 'pulling'; readonly attempt: number }
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
  readonly phase: Phase;
}

export type GapEvent =
  | { readonly type: 'entries'; readonly entries: readonly Entry[] }
  | { readonly type: 'head'; readonly seq: number; readonly waitMs: number }
  | { readonly type: 'timer' }
  | { readonly type: 'page'; readonly page: DownOf<'historyPage'>; readonly asked: Pull }
  | { readonly type: 'failed'; readonly retry: boolean; readonly retryAfterMs: number }
  | { readonly type: 'offline' }
  | { readonly type: 'online' };

export type GapEffect =
  /** Contiguous after the last one, or after a jump. */
  | { readonly do: 'apply'; readonly entries: readonly Entry[] }
  | { readonly do: 'pull'; readonly pull: Pull }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'unwait' };

type Step = readonly [Gap, readonly GapEffect[]];

/** Nothing missing: what is at or below `cursor` is history. */
export const newGap = (cursor: number): Gap => ({ cursor, head: cursor, ranges: [], buffer: [], phase: { at: 'level' } });

export function stepGap(gap: Gap, event: GapEvent, random: () => number): Step {
  switch (event.type) {
    case 'entries':
      return settle(gap, receive(gap, event.entries), HOLE_WAIT_MS);
    case 'head':
      return settle(gap, { ...gap, head: Math.max(gap.head, event.seq) }, event.waitMs);
    case 'timer':
      return waits(gap) && gap.head > gap.cursor ? pullNext(gap) : [gap, []];
    case 'page':
      return onPage(gap, event.page, event.asked, random);
    case 'failed':
      return gap.phase.at === 'pulling' ? onFailed(gap, event, random) : [gap, []];
    case 'offline':
      return gap.phase.at === 'level' ? [gap, []] : [{ ...gap, phase: { at: 'stalled' } }, [{ do: 'unwait' }]];
    case 'online':
      return gap.head > gap.cursor ? pullNext(gap) : [{ ...gap, phase: { at: 'level' } }, []];
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

/** Moves the contiguous start of the buffer over the cursor. */
function drain(gap: Gap): readonly [Gap, readonly Entry[]] {
  const next = gap.buffer.filter((e) => e.seq > gap.cursor);
  let count = 0;
  while (next[count]?.seq === gap.cursor + 1 + count) count += 1;
  const entries = next.slice(0, count);
  const cursor = gap.cursor + count;
  const ranges = addRange(gap.ranges, gap.cursor + 1, cursor);
  return [{ ...gap, cursor, ranges, buffer: next.slice(count, count + MAX_BUFFERED) }, entries];
}

/** Applies what can be applied and decides whether to wait for the rest. */
function settle(before: Gap, received: Gap, waitMs: number): Step {
  const [gap, entries] = drain(received);
  const applied: GapEffect[] = entries.length > 0 ? [{ do: 'apply', entries }] : [];
  if (gap.head <= gap.cursor) return level(before, gap, applied);
  if (gap.phase.at !== 'level') return [gap, applied];
  if (waitMs > 0) return [{ ...gap, phase: { at: 'hole' } }, [...applied, { do: 'wait', ms: waitMs }]];
  const [pulling, pull] = pullNext(gap);
  return [pulling, [...applied, ...pull]];
}

function level(before: Gap, gap: Gap, applied: readonly GapEffect[]): Step {
  return [{ ...gap, phase: { at: 'level' } }, waits(before) ? [...applied, { do: 'unwait' }] : applied];
}

function pullNext(gap: Gap): Step {
  const from = gap.cursor + 1;
  const to = (gap.buffer[0]?.seq ?? gap.head + 1) - 1;
  const direction = to - gap.cursor > MAX_HOLE ? 'backward' : 'forward';
  const attempt = gap.phase.at === 'backoff' ? gap.phase.attempt : 0;
  return [{ ...gap, phase: { at: 'pulling', attempt } }, [{ do: 'pull', pull: { from, to, limit: PULL_LIMIT, direction } }]];
}

/** Also a page that was asked for twice or comes late is taken, as far as it is news. */
function onPage(gap: Gap, page: DownOf<'historyPage'>, asked: Pull, random: () => number): Step {
  const joins = page.fromSeq <= gap.cursor + 1 || asked.direction === 'backward';
  const advances = joins && page.toSeq > gap.cursor && page.toSeq >= page.fromSeq;
  if (!advances)
    return gap.phase.at === 'pulling' ? onFailed(gap, { retry: page.lastSeq > gap.cursor, retryAfterMs: 0 }, random) : [gap, []];
  const taken = page.entries.filter((e) => e.seq > gap.cursor && e.seq <= page.toSeq);
  const ranges = addRange(gap.ranges, Math.max(page.fromSeq, gap.cursor + 1), page.toSeq);
  const [next, drained] = drain({ ...gap, ranges, cursor: page.toSeq, head: Math.max(gap.head, page.lastSeq) });
  const entries = [...taken, ...drained];
  const applied: GapEffect[] = entries.length > 0 ? [{ do: 'apply', entries }] : [];
  if (next.head <= next.cursor) return level(gap, next, applied);
  if (gap.phase.at === 'level') return [{ ...next, phase: { at: 'hole' } }, [...applied, { do: 'wait', ms: HOLE_WAIT_MS }]];
  if (gap.phase.at !== 'pulling') return [next, applied];
  const [pulling, pull] = pullNext({ ...next, phase: { at: 'pulling', attempt: 0 } });
  return [pulling, [...applied, ...pull]];
}

function onFailed(gap: Gap, failure: { retry: boolean; retryAfterMs: number }, random: () => number): Step {
  if (!failure.retry) return [{ ...gap, head: gap.cursor, buffer: [], phase: { at: 'level' } }, []];
  const attempt = gap.phase.at === 'pulling' ? gap.phase.attempt + 1 : 1;
  const delayMs = backoffCeiling(attempt - 1, RETRY) * (0.5 + random() / 2);
  return [{ ...gap, phase: { at: 'backoff', attempt } }, [{ do: 'wait', ms: Math.max(failure.retryAfterMs, delayMs) }]];
}
