import { ok, refuse } from '@godwit/shared/outcome';
import { passwordChange, signedOut } from '@godwit/shared/rest/auth';
import { isCommonPassword } from '../../auth/common-passwords.js';
import type { Services } from '../../services.js';
import { changePassword as storePassword } from '../../store/sessions.js';
import { findOwnCredentials } from '../../store/users.js';
import { defineRoute, type Route } from '../route.js';

/** Wrong old passwords count as wrong sign-ins of this device: who holds a stolen token guesses no more than others (S7). */
export const changePassword = ({ db, passwords, signInLimit, revocations }: Services): Route =>
  defineRoute(
    'PUT /auth/password',
    { summary: 'Change the password; all other devices are signed out', slow: true, body: passwordChange, data: signedOut },
    async ({ caller: { userId, sessionId, deviceId }, body: { oldPassword, newPassword } }) => {
      const account = await findOwnCredentials(db, userId);
      if (account === undefined) return refuse('USER_NOT_FOUND');
      const { username, passwordHash } = account;
      if (isCommonPassword(newPassword, username)) return refuse('WEAK_PASSWORD');
      const attempt = { username, deviceId, knownDevice: true };
      const checked = await signInLimit.check(attempt, () => passwords.verify(oldPassword, passwordHash));
      if (!checked.ok) return checked;
      if (!checked.value) return refuse('WRONG_CREDENTIALS');
      const newHash = await passwords.hash(newPassword);
      const revoked = await storePassword(db, { userId, sessionId, oldHash: passwordHash, newHash });
      if (revoked === undefined) return refuse('WRONG_CREDENTIALS');
      await revocations.announce(userId, revoked);
      return ok({ sessions: revoked.length });
    },
  );
