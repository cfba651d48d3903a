import type { Favourite } from '@godwit/client/api/favourite-pages';
import { useCallback, useEffect, useRef, useState } from 'react';
import { favouriteKey, keepStarred } from '../../state/action-store.js';
import { useServices } from '../../state/app-services.js';
import { failureOf, type Failure } from '../../state/failure.js';

/** items null: nothing was loaded yet. done: there are no more. */
export interface Favourites {
  readonly items: readonly Favourite[] | null;
  readonly done: boolean;
  readonly loading: boolean;
  readonly failure: Failure | null;
  /** The next page. */
  more(): void;
  /** All that were shown, anew. */
  reload(): void;
}

type Pages = AsyncGenerator<readonly Favourite[]>;
type State = Omit<Favourites, 'more' | 'reload'>;

const EMPTY: State = { items: null, done: false, loading: true, failure: null };

/** The list, page by page. It is read anew when it changes, on whichever device, up to where it was shown. */
export function useFavourites(): Favourites {
  const { client, stores } = useServices();
  const [state, setState] = useState(EMPTY);
  const pages = useRef<Pages | null>(null);
  const shown = useRef(0);
  /** The pages that are being read now: two readers at once would each get half of them. */
  const reading = useRef<Pages | null>(null);

  /** Goes on reading until there are so many. */
  const read = useCallback(
    async (from: Pages, before: readonly Favourite[], count: number): Promise<void> => {
      reading.current = from;
      setState((now) => ({ ...now, loading: true, failure: null }));
      let items = before;
      try {
        let done = false;
        do {
          const page = await from.next();
          done = page.done === true;
          if (page.done !== true) items = [...items, ...page.value];
        } while (!done && items.length < count);
        // Another reading has begun meanwhile.
        if (pages.current !== from) return;
        keepStarred(
          stores.actions,
          items.map(({ entry }) => favouriteKey(entry)),
          true,
        );
        shown.current = items.length;
        setState({ items, done, loading: false, failure: null });
      } catch (error) {
        if (pages.current !== from) return;
        pages.current = null;
        setState((now) => ({ ...now, loading: false, failure: failureOf(error, Date.now(), navigator.onLine) }));
      } finally {
        if (reading.current === from) reading.current = null;
      }
    },
    [stores],
  );
  const reload = useCallback(() => {
    pages.current = client.favourites();
    void read(pages.current, [], shown.current);
  }, [client, read]);

  useEffect(() => {
    const timer = setTimeout(reload);
    const stop = client.on('favourites', reload);
    return () => {
      clearTimeout(timer);
      stop();
      pages.current = null;
    };
  }, [client, reload]);

  const more = (): void => {
    if (reading.current !== null || state.done || state.items === null) return;
    // After a failure the pages begin again.
    if (pages.current === null) reload();
    else void read(pages.current, state.items, 0);
  };
  return { ...state, more, reload };
}
