import { backoffCeiling } from '@godwit/shared/backoff';
import type { DownOf, UpOf } from '../wire.js';

// Snapshot sync (C11): pages of what changed since the last complete one. A run that is cut goes on where it was (R22). Pure. Bounded: one
// run at a time, one request in flight.

export const FIRST_PAGE = 30;
const NEXT_PAGES = 100;
/** A cheap sync that finds what every other way has missed. */
export const DIGEST_MS = 60_000;
const RETRY = { baseMs: 1000, maxMs: 30_000 };

/** How far the last complete sync went. since: 0 = never. */
export interface SyncMark {
  readonly since: number;
  readonly userVersion: number;
}

interface Progress {
  readonly cursor: string;
  /** Of the first page: what changes while later ones are read is found by the next run. */
  readonly userVersion: number;
  readonly pages: number;
  /** Conversations in the pages so far, and in all as the first page said; 0 = it did not. */
  readonly read: number;
  readonly total: number;
  /** Since its first page. What happened meanwhile was not pushed, and may be in pages that it has behind it. */
  readonly cut: boolean;
}

const START: Progress = { cursor: '', userVersion: 0, pages: 0, read: 0, total: 0, cut: false };

export type SyncRun =
  /** whole: nothing was missing when the link went. */
  | { readonly at: 'offline'; readonly whole: boolean; readonly progress: Progress }
  /** The timer starts the next run. asked: by a hint, so something is missing. */
  | { readonly at: 'idle'; readonly asked: boolean }
  | { readonly at: 'backoff'; readonly attempt: number; readonly progress: Progress }
  | {
      readonly at: 'running';
      readonly attempt: number;
      readonly progress: Progress;
      /** Asked for meanwhile: another run follows unless this one has read that user version. 0 = not asked for, Infinity = whatever it has read. */
      readonly again: number;
      /** Nothing says that something is missing. */
      readonly routine: boolean;
    };

export interface CatchUp {
  readonly mark: SyncMark;
  readonly run: SyncRun;
  /** A run was completed since the link came up. */
  readonly synced: boolean;
}

export type CatchUpEvent =
  /** resumed: the server sends what was missed since the link went. */
  | { readonly type: 'online'; readonly resumed: boolean }
  | { readonly type: 'offline' }
  /** userVersion: what is missing has this one; left out: not known. */
  | { readonly type: 'wanted'; readonly afterMs: number; readonly userVersion?: number }
  | { readonly type: 'timer' }
  | { readonly type: 'page'; readonly page: DownOf<'syncPage'> }
  /** retry: the same question may be answered later. */
  | { readonly type: 'failed'; readonly retry: boolean; readonly retryAfterMs: number };

export type CatchUpEffect =
  | { readonly do: 'ask'; readonly request: UpOf<'syncRequest'> }
  | { readonly do: 'states'; readonly page: DownOf<'syncPage'>; readonly first: boolean }
  /** Complete: the mark is to be kept. */
  | { readonly do: 'done'; readonly mark: SyncMark }
  | { readonly do: 'timer'; readonly afterMs: number }
  | { readonly do: 'cancel' };

type Step = readonly [CatchUp, readonly CatchUpEffect[]];

export const newCatchUp = (mark: SyncMark): CatchUp => ({
  mark,
  run: { at: 'offline', whole: false, progress: START },
  synced: false,
});

/** Whether everything is here that the server has told of, so that a session that is resumed needs no sync. */
export const isWhole = ({ run, synced }: CatchUp): boolean =>
  run.at === 'offline' ? run.whole : run.at === 'idle' && synced && !run.asked;

export function stepCatchUp(state: CatchUp, event: CatchUpEvent, random: () => number): Step {
  switch (event.type) {
    case 'online':
      return event.resumed && isWhole(state) ? idle(state.mark, DIGEST_MS) : begin({ ...state, synced: false }, 0, left(state.run));
    case 'offline':
      return [{ ...state, run: { at: 'offline', whole: isWhole(state), progress: left(state.run) }, synced: false }, [{ do: 'cancel' }]];
    case 'wanted':
      return onWanted(state, event.afterMs, event.userVersion);
    case 'timer':
      if (state.run.at === 'backoff') return begin(state, state.run.attempt, state.run.progress);
      return state.run.at === 'idle' ? begin(state, 0, START, !state.run.asked) : [state, []];
    case 'page':
      return state.run.at === 'running' ? onPage(state, state.run, event.page) : [state, []];
    case 'failed':
      return state.run.at === 'running' ? onFailed(state, state.run, event, random) : [state, []];
  }
}

/** What a run that ends now leaves to do. The server's cursor is good for ever. */
const left = (run: SyncRun): Progress => (run.at === 'idle' || run.progress.pages === 0 ? START : { ...run.progress, cut: true });

function begin(state: CatchUp, attempt: number, progress: Progress, routine = false): Step {
  return [
    { ...state, run: { at: 'running', attempt, progress, again: 0, routine } },
    [{ do: 'cancel' }, { do: 'ask', request: request(state.mark, progress) }],
  ];
}

const request = (mark: SyncMark, { cursor, pages }: Progress): UpOf<'syncRequest'> => ({
  kind: 'syncRequest',
  since: mark.since,
  userVersion: mark.userVersion,
  cursor,
  limit: pages === 0 ? FIRST_PAGE : NEXT_PAGES,
  conversationIds: [],
});

function onWanted(state: CatchUp, afterMs: number, userVersion = Infinity): Step {
  if (state.run.at === 'running') return [{ ...state, run: { ...state.run, again: Math.max(state.run.again, userVersion) } }, []];
  if (state.run.at !== 'idle') return [state, []];
  if (afterMs === 0) return begin(state, 0, START);
  return [{ ...state, run: { at: 'idle', asked: true } }, [{ do: 'timer', afterMs }]];
}

function onPage(state: CatchUp, run: SyncRun & { at: 'running' }, page: DownOf<'syncPage'>): Step {
  const userVersion = run.progress.pages === 0 ? page.userVersion : run.progress.userVersion;
  const states: CatchUpEffect = { do: 'states', page, first: state.mark.since === 0 };
  if (!page.done) {
    const progress = {
      ...run.progress,
      cursor: page.nextCursor,
      userVersion,
      pages: run.progress.pages + 1,
      ...counted(run.progress, page),
    };
    return [{ ...state, run: { ...run, progress, attempt: 0 } }, [states, { do: 'ask', request: request(state.mark, progress) }]];
  }
  const mark = { since: page.syncTime, userVersion };
  if (run.progress.cut) {
    const [next, effects] = begin({ ...state, mark }, 0, START);
    return [next, [states, ...effects]];
  }
  const again = run.again > userVersion;
  const [next, effects] = idle(mark, again ? 1 : DIGEST_MS);
  return [{ ...next, run: { at: 'idle', asked: again } }, [states, ...effects]];
}

function counted({ pages, read, total }: Progress, page: DownOf<'syncPage'>): Pick<Progress, 'read' | 'total'> {
  const now = read + page.conversations.length;
  return { read: now, total: pages === 0 && page.remaining > 0 ? now + page.remaining : total };
}

/** 0 to 99, of a snapshot of which a page has come and more are to come; undefined: not known. */
export function percentRead({ run }: CatchUp): number | undefined {
  if (run.at === 'idle' || run.progress.total === 0) return undefined;
  return Math.min(99, Math.floor((100 * run.progress.read) / run.progress.total));
}

const idle = (mark: SyncMark, afterMs: number): Step => [
  { mark, run: { at: 'idle', asked: false }, synced: true },
  [
    { do: 'done', mark },
    { do: 'timer', afterMs },
  ],
];

/** A refusal for good is one of the cursor: then the run starts again from its first page. */
function onFailed(
  state: CatchUp,
  run: SyncRun & { at: 'running' },
  { retry, retryAfterMs }: CatchUpEvent & { type: 'failed' },
  random: () => number,
): Step {
  const delayMs = backoffCeiling(run.attempt, RETRY) * (0.5 + random() / 2);
  const progress = retry ? left(run) : START;
  return [
    { ...state, run: { at: 'backoff', attempt: run.attempt + 1, progress } },
    [{ do: 'timer', afterMs: Math.max(retryAfterMs, delayMs) }],
  ];
}
