import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { LoginSession } from '../../store/load-sessions.js';

/** PostgreSQL is the truth about a sign-in, whatever its token says (S3). */
export function checkSession(session: LoginSession | undefined, userId: Id): Outcome<{ userVersion: number }> {
  if (session === undefined || session.userId !== userId || session.expired) return refuse('UNAUTHENTICATED');
  return session.revoked ? refuse('SESSION_REVOKED') : ok({ userVersion: session.userVersion });
}
