import { ok, refuse } from '@godwit/shared/outcome';
import { profile } from '@godwit/shared/rest/user';
import type { Services } from '../../services.js';
import { findProfile } from '../../store/users.js';
import { defineRoute, type Route } from '../route.js';

export const getProfile = ({ db }: Services): Route =>
  defineRoute('GET /user/profile', { summary: 'Own profile, phone and e-mail included', data: profile }, async ({ caller }) => {
    const found = await findProfile(db, caller.userId);
    return found === undefined ? refuse('USER_NOT_FOUND') : ok(found);
  });
