import type { GapItem } from '@godwit/client/view/timeline';
import type { Id } from '@godwit/shared/ids/id';
import { useCallback } from 'react';
import { useServices } from '../../state/app-services.js';
import { rowsBetween } from './row-geometry.js';
import type { Screen } from './use-place.js';

/** What is nearer to the screen than this is loaded before the reader comes there. */
const AHEAD_PX = 700;

/** Loads what the reader is about to see: older entries near the top, a gap from the side he comes from. What failed waits for his wish. */
export function useLoading({ scrollerRef, listRef }: Screen, conversationId: Id, hasOlder: boolean): () => void {
  const { chat, stores } = useServices();
  return useCallback(() => {
    const { timeline } = stores.timeline.getState();
    if (!scrollerRef.current || !listRef.current || timeline?.conversationId !== conversationId) return;
    const { scrollTop, clientHeight } = scrollerRef.current;
    if (hasOlder && timeline.older === 'idle' && scrollTop < AHEAD_PX) void chat.loadOlder(conversationId);
    for (const row of rowsBetween(listRef.current, scrollTop - AHEAD_PX, scrollTop + clientHeight + AHEAD_PX)) {
      const { row: kind, key = '' } = row.dataset;
      if (kind !== 'gap' || timeline.gaps[key] !== undefined) continue;
      const gap = timeline.items.find((item): item is GapItem => item.at === 'gap' && item.key === key);
      const above = row.offsetTop + row.offsetHeight / 2 < scrollTop + clientHeight / 2;
      if (gap) void chat.loadGap(gap, above ? 'newer' : 'older');
    }
  }, [scrollerRef, listRef, conversationId, hasOlder, chat, stores]);
}
