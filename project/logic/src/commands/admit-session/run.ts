import type pg from 'pg';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome } from '@godwit/shared/outcome';
import type { LogicAnswers } from '@godwit/shared/protocol/logic-request';
import { Gather } from '../../gather.js';
import { loadRoomPlaces } from '../../store/load-rooms.js';
import { loadSessions } from '../../store/load-sessions.js';
import { checkSession } from './check.js';

const MAX_BATCH = 200;
const MAX_WAITING = 5_000;

export interface AdmitSession {
  readonly sessionId: Id;
  readonly userId: Id;
}
export type AdmitSessions = Gather<AdmitSession, Outcome<LogicAnswers['admitSession']>>;

/** A reconnect storm asks one question for many sessions. */
export const createAdmitSessions = (pool: pg.Pool): AdmitSessions =>
  new Gather<AdmitSession, Outcome<LogicAnswers['admitSession']>>({
    maxBatch: MAX_BATCH,
    maxWaiting: MAX_WAITING,
    run: async (asked) => {
      const [sessions, places] = await Promise.all([
        loadSessions(
          pool,
          asked.map(({ sessionId }) => sessionId),
        ),
        loadRoomPlaces(
          pool,
          asked.map(({ userId }) => userId),
        ),
      ]);
      const found = new Map(sessions.map((session) => [session.id, session]));
      const rooms = Map.groupBy(places, ({ userId }) => userId);
      return asked.map(({ sessionId, userId }) => {
        const checked = checkSession(found.get(sessionId), userId);
        return checked.ok ? ok({ ...checked.value, rooms: rooms.get(userId) ?? [] }) : checked;
      });
    },
  });
