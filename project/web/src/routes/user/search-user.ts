import { z } from 'zod';
import { ok } from '@godwit/shared/outcome';
import { foundUser, searchQuery } from '@godwit/shared/rest/user';
import type { Services } from '../../services.js';
import { searchKeys } from '../../store/found-by.js';
import { findPublicBy } from '../../store/users.js';
import { defineRoute, type Route } from '../route.js';

/** Whoever is not found and whoever may not be found are answered alike. */
export const searchUser = ({ db }: Services): Route =>
  defineRoute(
    'GET /user/search',
    {
      summary: 'Find somebody by exact username, id, phone number or e-mail address, as he allows it',
      query: searchQuery,
      data: z.array(foundUser),
    },
    async ({ caller, query: { query = '', username = '' } }) => {
      const keys = query === '' ? { username, id: '', phone: '', email: '' } : searchKeys(query);
      return ok(await findPublicBy(db, caller.userId, keys));
    },
  );
