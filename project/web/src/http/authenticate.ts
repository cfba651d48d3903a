// First step of every route: who asks, and whether they may ask so often. Order: signature, allowance, then the session in PostgreSQL.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccessClaims } from '@godwit/shared/auth/jwt';
import { ok, type Outcome, type Refusal, refuse } from '@godwit/shared/outcome';
import { clientKey } from '../limits/client-key.js';
import { type Permission, RATE_CLASSES } from '../permissions.js';
import type { Services } from '../services.js';
import { sessionState } from '../store/sessions.js';
import { sendRefusal } from './send-refusal.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on routes with auth 'user' or 'admin'. */
    caller: AccessClaims | undefined;
  }
}

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

export const authenticate =
  (permission: Permission, services: Services): Hook =>
  async (request, reply) => {
    const refusal = await (permission.auth === 'admin' ? admitAdmin : admit)(permission, request, services);
    return refusal === undefined ? undefined : sendRefusal(reply, refusal);
  };

async function admit(permission: Permission, request: FastifyRequest, services: Services): Promise<Refusal | undefined> {
  const claims = permission.auth === 'user' ? verifyBearer(request.headers.authorization, services) : ok(undefined);
  if (!claims.ok) return claims.refusal;
  request.caller = claims.value;
  return (await overLimit(permission, request, services)) ?? (await signedOut(claims.value, services));
}

/** Who is no admin is answered as by a path that is none (C33). An expired token is told apart: clients renew it then, and ask again. */
async function admitAdmin(permission: Permission, request: FastifyRequest, services: Services): Promise<Refusal | undefined> {
  const claims = verifyBearer(request.headers.authorization, services);
  if (!claims.ok) return claims.refusal.error === 'TOKEN_EXPIRED' ? claims.refusal : NOT_FOUND;
  request.caller = claims.value;
  const limit = await overLimit(permission, request, services);
  if (limit !== undefined) return services.admins.wasOne(claims.value.userId) ? limit : NOT_FOUND;
  const session = await services.admins.session(claims.value);
  if (session === undefined) return NOT_FOUND;
  return session.at === 'valid' ? undefined : { error: 'SESSION_REVOKED' };
}

const NOT_FOUND: Refusal = { error: 'NOT_FOUND' };

function verifyBearer(header: string | undefined, { verifyAccess }: Services): Outcome<AccessClaims> {
  const token = /^Bearer ([\w.-]+)$/i.exec(header ?? '')?.[1];
  return token === undefined ? refuse('UNAUTHENTICATED', 'expected "Authorization: Bearer <access token>"') : verifyAccess(token);
}

async function overLimit({ rate }: Permission, request: FastifyRequest, { rateLimits }: Services): Promise<Refusal | undefined> {
  const { per } = RATE_CLASSES[rate];
  const waitMs = await rateLimits.take(
    rate,
    per === 'user' && request.caller !== undefined ? request.caller.userId : clientKey(request.ip),
  );
  return waitMs === 0 ? undefined : { error: 'RATE_LIMIT', retryAfterMs: waitMs };
}

async function signedOut(claims: AccessClaims | undefined, { db }: Services): Promise<Refusal | undefined> {
  if (claims === undefined) return undefined;
  const state = await sessionState(db, claims.sessionId, claims.userId);
  if (state.at === 'valid') return undefined;
  return { error: state.at === 'revoked' ? 'SESSION_REVOKED' : 'UNAUTHENTICATED' };
}
