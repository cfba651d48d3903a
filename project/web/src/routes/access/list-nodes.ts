import { ok } from '@godwit/shared/outcome';
import { accessResult } from '@godwit/shared/rest/access';
import { toAccessNode } from '../../access-nodes.js';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const listNodes = ({ accessNodes }: Services): Route =>
  defineRoute('GET /access', { summary: 'Live access nodes, least loaded first', data: accessResult }, async ({ host }) =>
    ok({ nodes: (await accessNodes.list()).map((entry) => toAccessNode(entry, host)) }),
  );
