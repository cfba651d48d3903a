import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { type Profile, profile, type ProfilePatch, profilePatch } from '@godwit/shared/rest/user';
import type { Services } from '../../services.js';
import { updateProfile as storeProfile } from '../../store/users.js';
import { defineRoute, type Route } from '../route.js';

export const updateProfile = (services: Services): Route =>
  defineRoute(
    'PATCH /user/profile',
    { summary: 'Change own profile and its switches; own devices are told', body: profilePatch, data: profile },
    ({ caller: { userId }, body }) => {
      const change = (): Promise<Outcome<Profile>> => changeProfile(services, userId, body);
      return (body.phone ?? '') === '' && (body.email ?? '') === '' ? change() : services.contactLimit.run(userId, change);
    },
  );

async function changeProfile({ db, profileEvents }: Services, userId: Id, patch: ProfilePatch): Promise<Outcome<Profile>> {
  const changed = await storeProfile(db, userId, patch);
  if (changed === 'contact-taken') return refuse('CONTACT_TAKEN');
  if (changed === undefined) return refuse('USER_NOT_FOUND');
  profileEvents.publish(userId, changed.version);
  return ok(changed.profile);
}
