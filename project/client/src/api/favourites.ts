import type { Id } from '@godwit/shared/ids/id';
import type { FavouritePage } from '@godwit/shared/rest/favourites';
import type { FavouritesApi, FavouritesPageQuery } from './favourites-api.js';
import type { HttpCall } from './http.js';

export class Favourites implements FavouritesApi {
  readonly #call: <T>(call: HttpCall) => Promise<T>;

  constructor(call: <T>(call: HttpCall) => Promise<T>) {
    this.#call = call;
  }

  async star(conversationId: Id, seq: number): Promise<void> {
    await this.#call({ method: 'PUT', path: `/favourites/${conversationId}/${seq}` });
  }

  async unstar(conversationId: Id, seq: number): Promise<void> {
    await this.#call({ method: 'DELETE', path: `/favourites/${conversationId}/${seq}` });
  }

  page({ before = '', limit }: FavouritesPageQuery = {}): Promise<FavouritePage> {
    const query = new URLSearchParams({ ...(before ? { before } : {}), ...(limit ? { limit: String(limit) } : {}) });
    return this.#call({ method: 'GET', path: `/favourites?${query}` });
  }
}
