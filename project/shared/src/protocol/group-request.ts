import { z } from 'zod';
import type { Id } from '../ids/id.js';
import { id } from '../rest/fields.js';
import { GROUP_CALLS, type GroupFields, type GroupMethod } from '../rest/groups.js';

/** A call about a group as im.logic.request carries it. userId: who asks. */
export type GroupRequest<M extends GroupMethod = GroupMethod> = {
  [K in M]: { readonly id: string; readonly method: K; readonly userId: Id } & GroupFields<K>;
}[M];

function requestOf(method: GroupMethod, requestId: z.ZodString): z.ZodObject {
  const { params, query, body }: { params?: z.ZodObject; query?: z.ZodObject; body?: z.ZodObject; data: z.ZodType } = GROUP_CALLS[method];
  return z.object({ id: requestId, method: z.literal(method), userId: id, ...params?.shape, ...query?.shape, ...body?.shape });
}

/** The fields of REST again: logic believes nobody. The schemas are what GroupRequest is made of, so the type holds. */
export const groupRequest = (requestId: z.ZodString): z.ZodType<GroupRequest> =>
  z.union((Object.keys(GROUP_CALLS) as GroupMethod[]).map((method) => requestOf(method, requestId))) as unknown as z.ZodType<GroupRequest>;
