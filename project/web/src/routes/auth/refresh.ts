import { ok, refuse, unreachable } from '@godwit/shared/outcome';
import { refreshRequest, tokens } from '@godwit/shared/rest/auth';
import type { Services } from '../../services.js';
import { revokeSession, rotateRefresh } from '../../store/sessions.js';
import { defineRoute, type Route } from '../route.js';

/** Rotation: each refresh token works once, and for 10 s more gives the same successor again; later use ends the session (S5). */
export const refresh = ({ db, refreshTokens, refreshTtlMs, signAccess, revocations }: Services): Route =>
  defineRoute('POST /auth/refresh', { summary: 'New tokens for a refresh token', body: refreshRequest, data: tokens }, async ({ body }) => {
    const presented = refreshTokens.read(body.refreshToken);
    if (presented === undefined) return refuse('UNAUTHENTICATED');
    const { sessionId, next } = presented;
    const rotation = await rotateRefresh(db, { sessionId, presentedHash: presented.hash, nextHash: next.hash, refreshTtlMs });
    switch (rotation.at) {
      case 'rotated':
      case 'grace': {
        const access = signAccess({ ...rotation.owner, sessionId });
        return ok({ userId: rotation.owner.userId, accessToken: access.token, refreshToken: next.token, expiresAt: access.expiresAt });
      }
      case 'reused':
        await revokeSession(db, sessionId, rotation.owner.userId);
        await revocations.announce(rotation.owner.userId, [sessionId]);
        return refuse('REFRESH_REUSED');
      case 'revoked':
        return refuse('SESSION_REVOKED');
      case 'gone':
        return refuse('UNAUTHENTICATED');
      default:
        return unreachable(rotation);
    }
  });
