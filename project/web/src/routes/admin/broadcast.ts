import { broadcastBody } from '@godwit/shared/rest/admin';
import { nothing } from '@godwit/shared/rest/answer';
import type { Services } from '../../services.js';
import { recordAction } from '../../store/audit-log.js';
import { defineRoute, type Route } from '../route.js';

/** Recorded before it is said: what was said is in the audit log, also when nobody could be reached. */
export const broadcast = ({ db, ids, logic }: Services): Route =>
  defineRoute(
    'POST /admin/broadcast',
    { summary: 'A notification to everybody who is online now; nothing is stored', body: broadcastBody, data: nothing },
    async ({ caller: { userId: adminId }, body: { code, title, text }, requestId, ip }) => {
      const said = { id: ids.next(), adminId, action: 'broadcast', objectKind: 'everybody', objectId: '', requestId, ip } as const;
      await recordAction(db.query, { ...said, reason: [title, text].filter((part) => part !== '').join('\n') });
      return logic.ask({ id: requestId, method: 'broadcastNotification', code, title, text }, nothing);
    },
  );
