import { ok } from '@godwit/shared/outcome';
import { signedOut } from '@godwit/shared/rest/auth';
import type { Services } from '../../services.js';
import { revokeOthers } from '../../store/sessions.js';
import { defineRoute, type Route } from '../route.js';

export const revokeOtherSessions = ({ db, revocations }: Services): Route =>
  defineRoute(
    'DELETE /auth/sessions',
    { summary: 'Sign all other devices out, their live connections included', data: signedOut },
    async ({ caller: { userId, sessionId } }) => {
      const revoked = await revokeOthers(db, userId, sessionId);
      await revocations.announce(userId, revoked);
      return ok({ sessions: revoked.length });
    },
  );
