import type { z } from 'zod';
import type { LogicRequest } from '@godwit/shared/protocol/logic-request';
import { GROUP_CALLS, type GroupMethod } from '@godwit/shared/rest/groups';
import type { RouteKey } from '../../permissions.js';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

type GroupRouteKey = Extract<RouteKey, `${string} /groups${string}` | `${string} /invite-links${string}`>;

interface CallSchemas {
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly data: z.ZodType;
}

/** A call of GROUP_CALLS goes to logic as it came: the fields of path, query and body are those of the request. */
export const groupRoute =
  (key: GroupRouteKey, method: GroupMethod, summary: string, status?: 201) =>
  ({ logic }: Services): Route => {
    const schemas: CallSchemas = GROUP_CALLS[method];
    const spec = { ...schemas, summary, ...(status === undefined ? {} : { status }) };
    return defineRoute(key, spec, ({ caller, params, query, body, requestId }) => {
      const fields = Object.assign({}, params, query, body);
      return logic.ask({ ...fields, id: requestId, method, userId: caller.userId } as LogicRequest, schemas.data);
    });
  };
