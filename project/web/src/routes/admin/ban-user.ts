import { ok, refuse } from '@godwit/shared/outcome';
import { banBody } from '@godwit/shared/rest/admin';
import { signedOut } from '@godwit/shared/rest/auth';
import { userParams } from '@godwit/shared/rest/user';
import type { Services } from '../../services.js';
import { banUser as storeBan } from '../../store/admin-users.js';
import { defineRoute, type Route } from '../route.js';

export const banUser = ({ db, ids, revocations, clock }: Services): Route =>
  defineRoute(
    'PUT /admin/users/:userId/ban',
    {
      summary: 'Ban an account, in place of an earlier ban; all its devices are signed out',
      params: userParams,
      body: banBody,
      data: signedOut,
    },
    async ({ caller: { userId: adminId }, params: { userId }, body: { until, reason }, requestId, ip }) => {
      if (until !== undefined && until <= clock.now()) return refuse('INVALID_ARGUMENT', 'until must be in the future');
      const action = { id: ids.next(), adminId, action: 'user.ban', objectKind: 'user', objectId: userId, reason, requestId, ip } as const;
      const banned = await storeBan(db, { id: ids.next(), userId, until, reason }, action);
      if (banned.at === 'no-such-user') return refuse('USER_NOT_FOUND');
      if (banned.at === 'admin') return refuse('CANNOT_BAN_ADMIN');
      await revocations.announce(userId, banned.revoked);
      return ok({ sessions: banned.revoked.length });
    },
  );
