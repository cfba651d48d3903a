import { ok, refuse } from '@godwit/shared/outcome';
import { reasonBody } from '@godwit/shared/rest/admin';
import { signedOut } from '@godwit/shared/rest/auth';
import { userParams } from '@godwit/shared/rest/user';
import type { Services } from '../../services.js';
import { logoutUser as storeLogout } from '../../store/admin-users.js';
import { defineRoute, type Route } from '../route.js';

export const logoutUser = ({ db, ids, revocations }: Services): Route =>
  defineRoute(
    'POST /admin/users/:userId/logout',
    {
      summary: 'Sign all devices of an account out, their live connections included',
      params: userParams,
      body: reasonBody,
      data: signedOut,
    },
    async ({ caller: { userId: adminId }, params: { userId }, body: { reason }, requestId, ip }) => {
      const action = {
        id: ids.next(),
        adminId,
        action: 'user.logout',
        objectKind: 'user',
        objectId: userId,
        reason,
        requestId,
        ip,
      } as const;
      const revoked = await storeLogout(db, userId, action);
      if (revoked === undefined) return refuse('USER_NOT_FOUND');
      await revocations.announce(userId, revoked);
      return ok({ sessions: revoked.length });
    },
  );
