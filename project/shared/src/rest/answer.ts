import { z } from 'zod';

/** Every path below is under this prefix. */
export const REST_PREFIX = '/api/v1';

/** What every REST call answers. code 0 = success; otherwise a number of the error catalog, and data says at most when to retry. */
export interface Answer<T> {
  code: number;
  message: string;
  data: T;
  requestId: string;
}

/** Schema of a successful answer around its data. */
export const answerOf = <T extends z.ZodType>(data: T) =>
  z.object({ code: z.literal(0), message: z.string(), data, requestId: z.string() });

/** data of an error: null, or when the same request may be repeated. */
export const refusalData = z.object({ retryAfterMs: z.number().int() }).nullable();
export type RefusalData = z.output<typeof refusalData>;

/** Schema of every error answer. */
export const refusalAnswer = z.object({ code: z.number().int(), message: z.string(), data: refusalData, requestId: z.string() });

/** data of calls that have nothing to say but that they worked. */
export const nothing = z.object({});
