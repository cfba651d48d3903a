import { ok, refuse, unreachable } from '@godwit/shared/outcome';
import { refreshRequest, tokens } from '@godwit/shared/rest/auth';
import { refuseBanned } from '../../auth/banned.js';
import type { Services } from '../../services.js';
import { revokeSession, rotateRefresh } from '../../store/sessions.js';
import { defineRoute, type Route } from '../route.js';

/** Rotation: each refresh token works once, and for 10 s more gives the same successor again; later use ends the session (S5). */
export const refresh = ({ db, refreshTokens, refreshTtlMs, signAccess, revocations, clock }: Services): Route =>
  defineRoute('POST /auth/refresh', { summary: 'New tokens for a refresh token', body: refreshRequest, data: tokens }, async ({ body }) => {
    const presented = refreshTokens.read(body.refreshToken);
    if (presented === undefined) return refuse('UNAUTHENTICATED');
    const { sessionId, successors } = presented;
    const rotation = await rotateRefresh(db, {
      sessionId,
      presentedHash: presented.hash,
      nextHashes: successors.map(({ hash }) => hash),
      refreshTtlMs,
    });
    switch (rotation.at) {
      case 'rotated':
      case 'grace': {
        const { token } = successors.find(({ hash }) => hash === rotation.currentHash) ?? successors[0];
        const access = signAccess({ ...rotation.owner, sessionId });
        return ok({ userId: rotation.owner.userId, accessToken: access.token, refreshToken: token, expiresAt: access.expiresAt });
      }
      case 'reused':
        await revokeSession(db, sessionId, rotation.owner.userId);
        await revocations.announce(rotation.owner.userId, [sessionId]);
        return refuse('REFRESH_REUSED');
      case 'revoked':
        return refuse('SESSION_REVOKED');
      case 'banned':
        return refuseBanned(rotation.ban, clock.now());
      case 'gone':
        return refuse('UNAUTHENTICATED');
      default:
        return unreachable(rotation);
    }
  });
