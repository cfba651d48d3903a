import type { Id } from '@godwit/shared/ids/id';
import type { FavouritePage } from '@godwit/shared/rest/favourites';

export interface FavouritesPageQuery {
  /** `next` of the page before. */
  readonly before?: string;
  /** ≤ 200. Default 50. */
  readonly limit?: number;
}

/** The calls behind GodwitClient.star(), unstar() and favourites(). All reject with ApiError. */
export interface FavouritesApi {
  star(conversationId: Id, seq: number): Promise<void>;
  unstar(conversationId: Id, seq: number): Promise<void>;
  page(query?: FavouritesPageQuery): Promise<FavouritePage>;
}
