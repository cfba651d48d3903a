import { ok } from '@godwit/shared/outcome';
import type { AnnouncedTier } from '@godwit/shared/node-status';
import { adminNodes } from '@godwit/shared/rest/admin';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const listTierNodes = ({ accessNodes, tierNodes }: Services): Route =>
  defineRoute('GET /admin/nodes', { summary: 'The nodes of all tiers, with sessions and rates', data: adminNodes }, async () => {
    const [access, others] = await Promise.all([accessNodes.list(), tierNodes.list()]);
    const of = (wanted: AnnouncedTier) => others.filter(({ tier }) => tier === wanted);
    return ok({
      access: access.map(({ node, sessions, startedAt }) => ({ node, sessions, startedAt })),
      logic: of('logic').map(({ node, startedAt, perSecond }) => ({ node, startedAt, entriesPerSecond: perSecond })),
      web: of('web').map(({ node, startedAt, perSecond }) => ({ node, startedAt, requestsPerSecond: perSecond })),
      sessions: access.reduce((sum, node) => sum + node.sessions, 0),
    });
  });
