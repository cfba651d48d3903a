import { ok, refuse } from '@godwit/shared/outcome';
import { nothing } from '@godwit/shared/rest/answer';
import { userParams } from '@godwit/shared/rest/user';
import type { Services } from '../../services.js';
import { unbanUser as storeUnban } from '../../store/admin-users.js';
import { defineRoute, type Route } from '../route.js';

export const unbanUser = ({ db, ids }: Services): Route =>
  defineRoute(
    'DELETE /admin/users/:userId/ban',
    { summary: 'Lift the ban of an account', params: userParams, data: nothing },
    async ({ caller: { userId: adminId }, params: { userId }, requestId, ip }) => {
      const action = {
        id: ids.next(),
        adminId,
        action: 'user.unban',
        objectKind: 'user',
        objectId: userId,
        reason: '',
        requestId,
        ip,
      } as const;
      return (await storeUnban(db, userId, action)) ? ok({}) : refuse('NOT_FOUND');
    },
  );
