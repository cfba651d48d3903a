import type { EntryItem, TimelineItem } from '@godwit/client/view/timeline';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useServices } from '../../state/app-services.js';
import type { Viewed } from '../../state/viewer-store.js';
import { type Medium, mediaOf, mediumKey } from './media-items.js';

/** Pages that are read for one more picture before the reader has to ask again. */
const MAX_PAGES = 5;
const PAGE = 200;

/** The pictures and videos of a conversation: those that were loaded when the viewer was opened, and older ones as the reader goes back. */
export function useMedia(viewed: Viewed): {
  readonly media: readonly Medium[];
  readonly current: number;
  readonly show: (index: number) => void;
} {
  const { client } = useServices();
  const { conversationId } = viewed.item;
  const [media, setMedia] = useState<readonly Medium[]>(() => mediaOf(withViewed(client.entries(conversationId), viewed.item)));
  const [key, setKey] = useState(() => mediumKey(viewed));
  const pages = useRef<AsyncGenerator<readonly EntryItem[], void> | null>(null);
  const loading = useRef(false);
  const first = media[0]?.item.seq ?? viewed.item.seq;
  const current = Math.max(
    0,
    media.findIndex((one) => one.key === key),
  );

  const loadOlder = useCallback(async () => {
    if (loading.current) return;
    loading.current = true;
    pages.current ??= client.history(conversationId, { before: first, limit: PAGE });
    try {
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const answer: IteratorResult<readonly EntryItem[], void> = await pages.current.next();
        if (answer.done === true) break;
        const found = mediaOf(answer.value);
        if (found.length === 0) continue;
        setMedia((before) => [...found, ...before]);
        break;
      }
    } catch {
      // Without a link what is there is shown; the next step back asks again.
      pages.current = null;
    } finally {
      loading.current = false;
    }
  }, [client, conversationId, first]);

  useEffect(() => {
    if (current <= 1) void loadOlder();
  }, [current, loadOlder]);

  const show = useCallback(
    (index: number) => {
      const one = media[index];
      if (one !== undefined) setKey(one.key);
    },
    [media],
  );
  return { media, current, show };
}

/** It may have left memory while its picture was being opened. */
const withViewed = (items: readonly TimelineItem[], item: EntryItem): readonly TimelineItem[] =>
  items.some((one) => one.at === 'entry' && one.seq === item.seq) ? items : [item];
