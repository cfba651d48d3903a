import type { Id } from '@godwit/shared/ids/id';
import type { FavouriteItem } from '@godwit/shared/rest/favourites';
import { decodeBody, entryItem } from '../view/decode.js';
import type { EntryItem } from '../view/timeline.js';
import type { FavouritesApi } from './favourites-api.js';

/** A starred message as it is now: edited, or without its body when it was recalled. */
export interface Favourite {
  /** ms since 1970. */
  readonly starredAt: number;
  readonly entry: EntryItem;
}

/** Pages of at most `limit`, the newest star first. Not cached: every page is a call. */
export async function* favouritePages(api: FavouritesApi, me: Id, limit: number | undefined): AsyncGenerator<readonly Favourite[]> {
  for (let before = ''; ;) {
    const { favourites, next } = await api.page({ before, ...(limit ? { limit } : {}) });
    if (favourites.length > 0) yield favourites.map((item) => favouriteOf(item, me));
    if (next === '') return;
    before = next;
  }
}

function favouriteOf({ conversationId, starredAt, entry }: FavouriteItem, me: Id): Favourite {
  const body = Uint8Array.from(atob(entry.body), (c) => c.charCodeAt(0));
  return { starredAt, entry: entryItem(conversationId, { ...entry, body }, me, decodeBody) };
}
