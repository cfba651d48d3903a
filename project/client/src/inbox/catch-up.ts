import { backoffCeiling } from '@godwit/shared/backoff';
import type { DownOf, UpOf } from '../wire.js';

// Snapshot sync (C11): pages of what changed since the last complete one. Pure. Bounded: one run at a time, one request in flight.

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
}

export type SyncRun =
  | { readonly at: 'offline' }
  /** The timer starts the next run. */
  | { readonly at: 'idle' }
  | { readonly at: 'backoff'; readonly attempt: number }
  | { readonly at: 'running'; readonly attempt: number; readonly progress: Progress; /** Asked for meanwhile. */ readonly again: boolean };

export interface CatchUp {
  readonly mark: SyncMark;
  readonly run: SyncRun;
  /** A run was completed since the link came up. */
  readonly synced: boolean;
}

export type CatchUpEvent =
  | { readonly type: 'online' }
  | { readonly type: 'offline' }
  | { readonly type: 'wanted'; readonly afterMs: number }
  | { readonly type: 'timer' }
  | { readonly type: 'page'; readonly page: DownOf<'syncPage'> }
  | { readonly type: 'failed'; readonly retryAfterMs: number };

export type CatchUpEffect =
  | { readonly do: 'ask'; readonly request: UpOf<'syncRequest'> }
  | { readonly do: 'states'; readonly page: DownOf<'syncPage'>; readonly first: boolean }
  /** Complete: the mark is to be kept. */
  | { readonly do: 'done'; readonly mark: SyncMark }
  | { readonly do: 'timer'; readonly afterMs: number }
  | { readonly do: 'cancel' };

type Step = readonly [CatchUp, readonly CatchUpEffect[]];

export const newCatchUp = (mark: SyncMark): CatchUp => ({ mark, run: { at: 'offline' }, synced: false });

export function stepCatchUp(state: CatchUp, event: CatchUpEvent, random: () => number): Step {
  switch (event.type) {
    case 'online':
      return begin({ ...state, synced: false }, 0);
    case 'offline':
      return [{ ...state, run: { at: 'offline' }, synced: false }, [{ do: 'cancel' }]];
    case 'wanted':
      return onWanted(state, event.afterMs);
    case 'timer':
      return state.run.at === 'idle' ? begin(state, 0) : state.run.at === 'backoff' ? begin(state, state.run.attempt) : [state, []];
    case 'page':
      return state.run.at === 'running' ? onPage(state, state.run, event.page) : [state, []];
    case 'failed':
      return state.run.at === 'running' ? onFailed(state, state.run.attempt + 1, event.retryAfterMs, random) : [state, []];
  }
}

function begin(state: CatchUp, attempt: number): Step {
  const progress = { cursor: '', userVersion: 0, pages: 0 };
  return [
    { ...state, run: { at: 'running', attempt, progress, again: false } },
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

function onWanted(state: CatchUp, afterMs: number): Step {
  if (state.run.at === 'running') return [{ ...state, run: { ...state.run, again: true } }, []];
  if (state.run.at !== 'idle') return [state, []];
  return afterMs > 0 ? [state, [{ do: 'timer', afterMs }]] : begin(state, 0);
}

function onPage(state: CatchUp, run: SyncRun & { at: 'running' }, page: DownOf<'syncPage'>): Step {
  const userVersion = run.progress.pages === 0 ? page.userVersion : run.progress.userVersion;
  const states: CatchUpEffect = { do: 'states', page, first: state.mark.since === 0 };
  if (!page.done) {
    const progress = { cursor: page.nextCursor, userVersion, pages: run.progress.pages + 1 };
    return [{ ...state, run: { ...run, progress, attempt: 0 } }, [states, { do: 'ask', request: request(state.mark, progress) }]];
  }
  const mark = { since: page.syncTime, userVersion };
  const afterMs = run.again ? 1 : DIGEST_MS;
  return [{ mark, run: { at: 'idle' }, synced: true }, [states, { do: 'done', mark }, { do: 'timer', afterMs }]];
}

/** A run starts again from its first page: a page lost half-way costs little, a stale cursor could cost entries. */
function onFailed(state: CatchUp, attempt: number, retryAfterMs: number, random: () => number): Step {
  const delayMs = backoffCeiling(attempt - 1, RETRY) * (0.5 + random() / 2);
  return [{ ...state, run: { at: 'backoff', attempt } }, [{ do: 'timer', afterMs: Math.max(retryAfterMs, delayMs) }]];
}
