// Hop web → logic: one JSON request on im.logic.request, one answer. Bound: timeoutMs, or what the caller says; no wait at all while nobody answers.
import { z } from 'zod';
import type { Bus } from '@godwit/shared/bus/bus';
import { BusTimeout, BusUnavailable } from '@godwit/shared/bus/errors';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { ERRORS, type ErrorName } from '@godwit/shared/protocol/errors';
import type { LogicRequest } from '@godwit/shared/protocol/logic-request';
import { SUBJECTS } from '@godwit/shared/subjects';
import type { Breaker } from '../breaker.js';
import { DependencyError } from '../dependency-error.js';

export interface LogicClient {
  /** waitMs: where the usual time is too short. Throws DependencyError when logic did not answer: the request may or may not have been done, and may be repeated. */
  ask<T>(request: LogicRequest, value: z.ZodType<T>, waitMs?: number): Promise<Outcome<T>>;
}

export interface LogicClientOptions {
  bus: Bus;
  breaker: Breaker;
  timeoutMs: number;
}

const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({
    ok: z.literal(false),
    refusal: z.object({
      error: z.custom<ErrorName>((name) => typeof name === 'string' && Object.hasOwn(ERRORS, name)),
      detail: z.string().optional(),
      retryAfterMs: z.number().optional(),
    }),
  }),
]);

export function createLogicClient({ bus, breaker, timeoutMs }: LogicClientOptions): LogicClient {
  const send = (bytes: Uint8Array, waitMs: number): Promise<Uint8Array> =>
    breaker.run(() => bus.request(SUBJECTS.request, bytes, waitMs).catch((error: unknown) => Promise.reject(asDependencyError(error))));
  return {
    ask: async (request, value, waitMs = timeoutMs) => {
      const reply = replySchema.parse(
        JSON.parse(new TextDecoder().decode(await send(new TextEncoder().encode(JSON.stringify(request)), waitMs))),
      );
      if (reply.ok) return ok(value.parse(reply.value));
      return refuse(reply.refusal.error, reply.refusal.detail, reply.refusal.retryAfterMs);
    },
  };
}

function asDependencyError(error: unknown): unknown {
  if (error instanceof BusTimeout) return new DependencyError('logic', 'TIMEOUT', error);
  return error instanceof BusUnavailable ? new DependencyError('logic', 'UNAVAILABLE', error) : error;
}
