import { z } from 'zod';
import { ok } from '@godwit/shared/outcome';
import { foundUser, searchQuery } from '@godwit/shared/rest/user';
import type { Services } from '../../services.js';
import { findPublicByUsername } from '../../store/users.js';
import { defineRoute, type Route } from '../route.js';

export const searchUser = ({ db }: Services): Route =>
  defineRoute(
    'GET /user/search',
    { summary: 'Find a user by exact username', query: searchQuery, data: z.array(foundUser) },
    async ({ caller, query }) => ok(await findPublicByUsername(db, caller.userId, query.username)),
  );
