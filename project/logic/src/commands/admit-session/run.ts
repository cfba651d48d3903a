import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import type { Outcome } from '@godwit/shared/outcome';
import { Gather } from '../../gather.js';
import { loadSessions } from '../../store/load-sessions.js';
import { checkSession } from './check.js';

const MAX_BATCH = 200;
const MAX_WAITING = 5_000;

export interface AdmitSession {
  readonly sessionId: Id;
  readonly userId: Id;
}
export type AdmitSessions = Gather<AdmitSession, Outcome<{ userVersion: number }>>;

/** A reconnect storm asks one question for many sessions. */
export const createAdmitSessions = (pool: pg.Pool): AdmitSessions =>
  new Gather({
    maxBatch: MAX_BATCH,
    maxWaiting: MAX_WAITING,
    run: async (asked) => {
      const found = new Map(
        (
          await loadSessions(
            pool,
            asked.map(({ sessionId }) => sessionId),
          )
        ).map((session) => [session.id, session]),
      );
      return asked.map(({ sessionId, userId }) => checkSession(found.get(sessionId), userId));
    },
  });
