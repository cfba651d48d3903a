import type { FastifyReply } from 'fastify';
import type { Refusal } from '@godwit/shared/outcome';
import { ERRORS } from '@godwit/shared/protocol/errors';
import type { Answer, RefusalData } from '@godwit/shared/rest/answer';

/** The answer of a refusal: number, status and text of the error catalog. */
export function refusalAnswer({ error, detail, retryAfterMs }: Refusal, requestId: string): Answer<RefusalData> {
  const { code, en } = ERRORS[error];
  return {
    code,
    message: detail === undefined ? en : `${en} (${detail})`,
    data: retryAfterMs === undefined ? null : { retryAfterMs },
    requestId,
  };
}

export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { http } = ERRORS[refusal.error];
  if (refusal.retryAfterMs !== undefined) void reply.header('retry-after', String(Math.ceil(refusal.retryAfterMs / 1_000)));
  if (http === 401) void reply.header('www-authenticate', 'Bearer');
  return reply.code(http).send(refusalAnswer(refusal, reply.request.id));
}
