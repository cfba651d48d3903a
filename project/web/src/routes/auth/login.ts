import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { loginRequest, type Tokens, tokens } from '@godwit/shared/rest/auth';
import { refuseBanned } from '../../auth/banned.js';
import type { Services } from '../../services.js';
import { insertSession } from '../../store/sessions.js';
import { findCredentials } from '../../store/users.js';
import { defineRoute, type Route } from '../route.js';

/** An unknown name and a wrong password take the same steps and get the same answer (S8). */
export const login = (services: Services): Route =>
  defineRoute(
    'POST /auth/login',
    {
      summary: 'Sign a device in; its earlier session ends, and those that the login policy does not allow beside it',
      slow: true,
      body: loginRequest,
      data: tokens,
    },
    async ({ body: { username, password, ...device }, ip }) => {
      const { deviceId } = device;
      const account = await findCredentials(services.db, username, deviceId);
      const attempt = { username, deviceId, knownDevice: account?.knownDevice ?? false };
      const checked = await services.signInLimit.check(attempt, () => services.passwords.verify(password, account?.passwordHash));
      if (!checked.ok) return checked;
      if (!checked.value || account === undefined) return refuse('WRONG_CREDENTIALS');
      const { userId, passwordHash } = account;
      return signIn(services, { userId, ...device, ip, passwordHash });
    },
  );

interface Device {
  userId: string;
  deviceId: string;
  deviceName: string;
  platform: string;
  ip: string;
  passwordHash: string;
}

async function signIn(services: Services, device: Device): Promise<Outcome<Tokens>> {
  const { db, ids, refreshTokens, refreshTtlMs, loginPolicy, signAccess, revocations, clock } = services;
  const sessionId = ids.next();
  const refresh = refreshTokens.issue(sessionId);
  const signedIn = await insertSession(db, { id: sessionId, ...device, refreshHash: refresh.hash, refreshTtlMs }, loginPolicy);
  if (signedIn.at === 'stale') return refuse('WRONG_CREDENTIALS');
  if (signedIn.at === 'banned') return refuseBanned(signedIn.ban, clock.now());
  await revocations.announce(device.userId, signedIn.replaced);
  const access = signAccess({ userId: device.userId, sessionId, deviceId: device.deviceId, platform: device.platform });
  return ok({ userId: device.userId, accessToken: access.token, refreshToken: refresh.token, expiresAt: access.expiresAt });
}
