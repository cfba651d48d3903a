import { ok } from '@godwit/shared/outcome';
import { auditPage, auditQuery } from '@godwit/shared/rest/admin';
import type { Services } from '../../services.js';
import { listActions } from '../../store/audit-log.js';
import { defineRoute, type Route } from '../route.js';
import { pageOf } from './page.js';

export const listAudit = ({ db }: Services): Route =>
  defineRoute(
    'GET /admin/audit',
    { summary: 'What admins did, the newest first; of one admin, to one object, or all', query: auditQuery, data: auditPage },
    async ({ query: { adminId, objectId, before, limit } }) => {
      const { items, next } = pageOf(await listActions(db, { adminId, objectId, before, limit: limit + 1 }), limit, ({ id }) => id);
      return ok({ entries: items, next });
    },
  );
