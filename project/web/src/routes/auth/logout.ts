import { ok } from '@godwit/shared/outcome';
import { nothing } from '@godwit/shared/rest/answer';
import type { Services } from '../../services.js';
import { revokeSession } from '../../store/sessions.js';
import { defineRoute, type Route } from '../route.js';

export const logout = ({ db, revocations }: Services): Route =>
  defineRoute('POST /auth/logout', { summary: 'Sign this device out, its live connection included', data: nothing }, async ({ caller }) => {
    await revokeSession(db, caller.sessionId, caller.userId);
    await revocations.announce(caller.userId, [caller.sessionId]);
    return ok({});
  });
