import { type Id, NO_ID } from '@godwit/shared/ids/id';
import { ok, type Outcome } from '@godwit/shared/outcome';
import type { FavouriteItem, FavouritePage } from '@godwit/shared/rest/favourites';
import { MAX_ROW_ID } from '../../store/row-id.js';
import { entryBytes, fitting, MAX_PAGE_BYTES } from '../../sync/fit.js';
import type { CommandParts } from '../parts.js';
import { favouriteMessages } from './publish.js';
import { type Favourite, loadFavourites, type StarredEntry, storeStar, storeUnstar } from './store.js';

type Nothing = Record<string, never>;

export async function runStar({ pool, fanout, nextId }: CommandParts, entry: StarredEntry): Promise<Outcome<Nothing>> {
  const stored = await storeStar(pool, entry, nextId());
  if (!stored.ok) return stored;
  await fanout.deliver(favouriteMessages(entry.userId, stored.value));
  return ok({});
}

export async function runUnstar({ pool, fanout }: CommandParts, entry: StarredEntry): Promise<Outcome<Nothing>> {
  await fanout.deliver(favouriteMessages(entry.userId, await storeUnstar(pool, entry)));
  return ok({});
}

interface AskedPage {
  readonly userId: Id;
  readonly before: Id;
  readonly limit: number;
}

/** A page fits a NATS message, as a page of history fits a frame. */
export async function runFavouritesOf({ pool }: CommandParts, { userId, before, limit }: AskedPage): Promise<Outcome<FavouritePage>> {
  const from = before === NO_ID ? MAX_ROW_ID : before;
  const { found, picked } = await loadFavourites(pool, { userId, before: from, limit: limit + 1, maxBytes: MAX_PAGE_BYTES });
  const page = fitting(found.slice(0, limit), ({ entry }) => entryBytes(entry));
  const next = page.length < picked ? String(page.at(-1)!.version) : '';
  return ok({ favourites: page.map(itemOf), next });
}

const itemOf = ({ conversationId, starredAt, entry }: Favourite): FavouriteItem => ({
  conversationId,
  starredAt,
  entry: {
    ...entry,
    kind: 'message',
    body: Buffer.from(entry.body).toString('base64'),
    reactions: entry.reactions.map((reaction) => ({ ...reaction, userIds: [...reaction.userIds] })),
  },
});
