import type { TimelineItem } from '@godwit/client/view/timeline';
import type { Id } from '@godwit/shared/ids/id';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Where the reader is to be taken. unread: to the divider, or to the end without one. A new object is a new wish. */
export type Place = { readonly at: 'end' } | { readonly at: 'unread' } | { readonly at: 'entry'; readonly seq: number };

/** What became of an attempt to load; a gap that nobody tried to load is in neither state. */
export type GapState = 'loading' | 'failed';

export interface OpenTimeline {
  readonly conversationId: Id;
  /** The cache is being read. */
  readonly opening: boolean;
  readonly items: readonly TimelineItem[];
  /** What became of the last attempt to load older entries. */
  readonly older: 'idle' | 'loading' | 'failed';
  /** By the key of the gap. */
  readonly gaps: Readonly<Record<string, GapState>>;
  readonly place: Place;
  /** Read mark when the conversation was opened with unread entries; the divider stays there until it is left. */
  readonly dividerSeq: number | null;
  /** How many were unread then. */
  readonly unreadCount: number;
}

export interface TimelineState {
  readonly timeline: OpenTimeline | null;
  /** What own messages said before they were recalled, by message id: to be written anew. Bound: MAX_RECALLED, the oldest go; nothing survives a reload. */
  readonly recalled: ReadonlyMap<Id, string>;
}

export type TimelineStore = StoreApi<TimelineState>;

const MAX_RECALLED = 50;

export const createTimelineStore = (): TimelineStore => createStore(() => ({ timeline: null, recalled: new Map() }));

/** Changes the open timeline if it is still the one of this conversation. */
export function patchTimeline(store: TimelineStore, conversationId: Id, patch: Partial<Omit<OpenTimeline, 'conversationId'>>): void {
  store.setState((state) => {
    const { timeline } = state;
    if (timeline?.conversationId !== conversationId) return state;
    const recalled = patch.items === undefined ? state.recalled : withRecalled(state.recalled, timeline.items, patch.items);
    return { timeline: { ...timeline, ...patch }, recalled };
  });
}

function withRecalled(
  known: ReadonlyMap<Id, string>,
  before: readonly TimelineItem[],
  now: readonly TimelineItem[],
): ReadonlyMap<Id, string> {
  const gone = now.flatMap((item) => (item.at === 'entry' && item.mine && item.recalled && !known.has(item.messageId) ? [item] : []));
  if (gone.length === 0) return known;
  const said = new Map(
    before.flatMap((item) => (item.at === 'entry' && !item.recalled ? [[item.messageId, item.body.text] as const] : [])),
  );
  const more = gone.flatMap(({ messageId }) => {
    const text = said.get(messageId) ?? '';
    return text === '' ? [] : [[messageId, text] as const];
  });
  return more.length === 0 ? known : new Map([...known, ...more].slice(-MAX_RECALLED));
}
