import { ok, refuse } from '@godwit/shared/outcome';
import { nothing } from '@godwit/shared/rest/answer';
import { sessionParams } from '@godwit/shared/rest/auth';
import type { Services } from '../../services.js';
import { revokeSession } from '../../store/sessions.js';
import { defineRoute, type Route } from '../route.js';

/** One that is over already is not found, like one of somebody else (C33). */
export const revokeOneSession = ({ db, revocations }: Services): Route =>
  defineRoute(
    'DELETE /auth/sessions/:sessionId',
    { summary: 'Sign one device out, its live connection included', params: sessionParams, data: nothing },
    async ({ caller: { userId }, params: { sessionId } }) => {
      if (!(await revokeSession(db, sessionId, userId))) return refuse('NOT_FOUND');
      await revocations.announce(userId, [sessionId]);
      return ok({});
    },
  );
