import type { TimelineItem } from '@godwit/client/view/timeline';
import type { Id } from '@godwit/shared/ids/id';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** opening: the cache is being read. older: what became of the last attempt to load older entries. */
export interface OpenTimeline {
  readonly conversationId: Id;
  readonly opening: boolean;
  readonly items: readonly TimelineItem[];
  readonly older: 'idle' | 'loading' | 'failed';
  /** Read mark when the conversation was opened with unread entries; the divider stays there until it is left. */
  readonly dividerSeq: number | null;
}

export type TimelineStore = StoreApi<{ timeline: OpenTimeline | null }>;

export const createTimelineStore = (): TimelineStore => createStore(() => ({ timeline: null }));

/** Changes the open timeline if it is still the one of this conversation. */
export function patchTimeline(store: TimelineStore, conversationId: Id, patch: Partial<Omit<OpenTimeline, 'conversationId'>>): void {
  store.setState(({ timeline }) => (timeline?.conversationId === conversationId ? { timeline: { ...timeline, ...patch } } : { timeline }));
}
