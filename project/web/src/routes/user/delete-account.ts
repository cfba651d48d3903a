import { z } from 'zod';
import { ok, refuse } from '@godwit/shared/outcome';
import { nothing } from '@godwit/shared/rest/answer';
import { id as idField } from '@godwit/shared/rest/fields';
import { accountDeletion } from '@godwit/shared/rest/user';
import { DependencyError } from '../../dependency-error.js';
import type { Services } from '../../services.js';
import { openSessionIds } from '../../store/sessions.js';
import { findOwnCredentials } from '../../store/users.js';
import { defineRoute, type Route } from '../route.js';

/** Hundreds of groups and conversations are left in one transaction. */
const DELETE_MS = 10_000;
const deleted = z.object({ revoked: z.array(idField) });

/** Wrong passwords count as at a change of it (S7). */
export const deleteAccount = ({ db, passwords, signInLimit, logic, revocations }: Services): Route =>
  defineRoute(
    'DELETE /user',
    {
      summary: 'Delete the own account for good; all devices are signed out. Refused while a group with other members is owned',
      slow: true,
      body: accountDeletion,
      data: nothing,
    },
    async ({ caller: { userId, sessionId, deviceId }, body: { password }, requestId: id }) => {
      const account = await findOwnCredentials(db, userId);
      if (account === undefined) return refuse('USER_NOT_FOUND');
      const attempt = { username: account.username, deviceId, knownDevice: true };
      const checked = await signInLimit.check(attempt, () => passwords.verify(password, account.passwordHash));
      if (!checked.ok) return checked;
      if (!checked.value) return refuse('WRONG_CREDENTIALS');
      const open = await openSessionIds(db, userId);
      try {
        const done = await logic.ask({ id, method: 'deleteAccount', userId, sessionId }, deleted, DELETE_MS);
        if (!done.ok) return done;
        await revocations.announce(userId, [...new Set([...open, ...done.value.revoked])]);
      } catch (error) {
        // the answer may be lost of what was done; nobody could ask again with a session that is over
        if (!(error instanceof DependencyError) || (await findOwnCredentials(db, userId)) !== undefined) throw error;
        await revocations.announce(userId, open);
      }
      return ok({});
    },
  );
