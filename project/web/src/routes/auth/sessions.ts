import { z } from 'zod';
import { ok } from '@godwit/shared/outcome';
import { loginSession } from '@godwit/shared/rest/auth';
import type { Services } from '../../services.js';
import { listSessions } from '../../store/sessions.js';
import { defineRoute, type Route } from '../route.js';

export const sessions = ({ db }: Services): Route =>
  defineRoute('GET /auth/sessions', { summary: 'Signed-in devices', data: z.array(loginSession) }, async ({ caller }) =>
    ok(await listSessions(db, caller.userId, caller.sessionId)),
  );
