import { z } from 'zod';
import { ok } from '@godwit/shared/outcome';
import { friend } from '@godwit/shared/rest/friends';
import type { Services } from '../../services.js';
import { readFriends } from '../../store/friends.js';
import { defineRoute, type Route } from '../route.js';

export const listFriends = ({ db }: Services): Route =>
  defineRoute('GET /friends', { summary: 'Own friends, in the order of an index A–Z, #', data: z.array(friend) }, async ({ caller }) =>
    ok((await readFriends(db, caller.userId, '')).friends),
  );
