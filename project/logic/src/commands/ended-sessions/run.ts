import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome } from '@godwit/shared/outcome';
import { loadSessions } from '../../store/load-sessions.js';

/** Which of these sign-ins do not stand any more: what an access node asks now and then, should a revocation not have reached it (S3). */
export async function runEndedSessions(
  { pool }: { readonly pool: pg.Pool },
  { sessionIds }: { readonly sessionIds: readonly Id[] },
): Promise<Outcome<{ ended: Id[] }>> {
  const standing = new Set((await loadSessions(pool, sessionIds)).filter((s) => !s.revoked && !s.expired).map((s) => s.id));
  return ok({ ended: sessionIds.filter((id) => !standing.has(id)) });
}
