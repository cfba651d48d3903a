import { ok, refuse } from '@godwit/shared/outcome';
import { profile, profilePatch } from '@godwit/shared/rest/user';
import type { Services } from '../../services.js';
import { updateProfile as storeProfile } from '../../store/users.js';
import { defineRoute, type Route } from '../route.js';

export const updateProfile = ({ db }: Services): Route =>
  defineRoute('PATCH /user/profile', { summary: 'Change own profile', body: profilePatch, data: profile }, async ({ caller, body }) => {
    const changed = await storeProfile(db, caller.userId, body);
    return changed === undefined ? refuse('USER_NOT_FOUND') : ok(changed);
  });
