import type { EntryItem, TimelineItem } from '@godwit/client/view/timeline';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useServices } from '../../state/app-services.js';
import type { Viewed } from '../../state/viewer-store.js';
import { type Medium, mediaOf, mediumKey } from './media-items.js';

/** Pages that are read for one more picture before the reader has to ask again. */
const MAX_PAGES = 5;
const PAGE = 200;

/** What became of the search for older ones. none: not in the last pages, there may be some before. */
export type Older = 'idle' | 'loading' | 'none' | 'failed';

export interface Media {
  readonly media: readonly Medium[];
  readonly current: number;
  readonly show: (index: number) => void;
  readonly older: Older;
  /** Goes on where the search ended. */
  readonly loadOlder: () => Promise<void>;
}

/** The pictures and videos of a conversation: those that it was opened with or that were loaded then, and older ones as the reader goes back. */
export function useMedia(viewed: Viewed): Media {
  const { client } = useServices();
  const { conversationId } = viewed.item;
  const [media, setMedia] = useState<readonly Medium[]>(() =>
    mediaOf(viewed.among ?? withViewed(client.entries(conversationId), viewed.item)),
  );
  const [key, setKey] = useState(() => mediumKey(viewed));
  const [older, setOlder] = useState<Older>('idle');
  const pages = useRef<AsyncGenerator<readonly EntryItem[], void> | null>(null);
  const loading = useRef(false);
  /** What is older was not read. */
  const reached = useRef(media[0]?.item.seq ?? viewed.item.seq);
  const current = Math.max(
    0,
    media.findIndex((one) => one.key === key),
  );

  const loadOlder = useCallback(async () => {
    if (loading.current) return;
    loading.current = true;
    setOlder('loading');
    pages.current ??= client.history(conversationId, { before: reached.current, limit: PAGE });
    const read = async (generator: AsyncGenerator<readonly EntryItem[], void>): Promise<Older> => {
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const answer = await generator.next();
        if (answer.done === true) return 'idle';
        reached.current = Math.min(reached.current, ...answer.value.map(({ seq }) => seq));
        const found = mediaOf(answer.value);
        if (found.length === 0) continue;
        setMedia((before) => [...found, ...before]);
        return 'idle';
      }
      return 'none';
    };
    try {
      setOlder(await read(pages.current));
    } catch {
      pages.current = null;
      setOlder('failed');
    } finally {
      loading.current = false;
    }
  }, [client, conversationId]);

  // By itself when the reader comes near the oldest one, and again for each that is found.
  const oldest = media[0]?.key;
  useEffect(() => {
    if (current <= 1) void loadOlder();
  }, [current, oldest, loadOlder]);

  const show = useCallback(
    (index: number) => {
      const one = media[index];
      if (one !== undefined) setKey(one.key);
    },
    [media],
  );
  return { media, current, show, older, loadOlder };
}

/** It may have left memory while its picture was being opened. */
const withViewed = (items: readonly TimelineItem[], item: EntryItem): readonly TimelineItem[] =>
  items.some((one) => one.at === 'entry' && one.seq === item.seq) ? items : [item];
