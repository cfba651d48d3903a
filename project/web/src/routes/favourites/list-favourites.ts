import { NO_ID } from '@godwit/shared/ids/id';
import { favouritePage, favouritesQuery } from '@godwit/shared/rest/favourites';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const listFavourites = ({ logic }: Services): Route =>
  defineRoute(
    'GET /favourites',
    { summary: 'Starred messages as they are now, the newest star first, at most 200 a page', query: favouritesQuery, data: favouritePage },
    ({ caller: { userId }, query: { before = NO_ID, limit }, requestId: id }) =>
      logic.ask({ id, method: 'favouritesOf', userId, before, limit }, favouritePage),
  );
