import { z } from 'zod';
import { askedUsername, deviceId, deviceName, email, id, newPassword, nickname, phone, platform, time, username } from './fields.js';

/** POST /auth/register; unknown fields are refused. */
export const registerRequest = z.strictObject({
  username,
  password: newPassword,
  nickname: nickname.optional(),
  phone: phone.optional(),
  email: email.optional(),
});
export type RegisterRequest = z.input<typeof registerRequest>;

export const registerResult = z.object({ userId: id, username: z.string(), nickname: z.string() });
export type RegisterResult = z.output<typeof registerResult>;

/** POST /auth/login. Lengths are only bounded: a malformed name is answered like an unknown one. */
export const loginRequest = z.object({
  username: askedUsername,
  password: z.string().min(1).max(1024),
  deviceId,
  platform: platform.default('web'),
  deviceName: deviceName.default(''),
});
export type LoginRequest = z.input<typeof loginRequest>;

/** expiresAt: end of the access token, ms since 1970. */
export const tokens = z.object({ userId: id, accessToken: z.string(), refreshToken: z.string(), expiresAt: time });
export type Tokens = z.output<typeof tokens>;

/** POST /auth/refresh. */
export const refreshRequest = z.object({ refreshToken: z.string().min(1).max(256) });
export type RefreshRequest = z.input<typeof refreshRequest>;

/** PUT /auth/password. The old one is bounded only, like at sign-in. */
export const passwordChange = z.strictObject({ oldPassword: z.string().min(1).max(1024), newPassword });
export type PasswordChange = z.input<typeof passwordChange>;

export const sessionParams = z.object({ sessionId: id });

/** How many other devices were signed out. */
export const signedOut = z.object({ sessions: z.number().int() });
export type SignedOut = z.output<typeof signedOut>;

/** One entry of GET /auth/sessions; deviceName: '' = it gave none; current = the session that asks. */
export const loginSession = z.object({
  id,
  deviceId: z.string(),
  deviceName: z.string(),
  platform: z.string(),
  ip: z.string(),
  createdAt: time,
  lastActiveAt: time,
  current: z.boolean(),
});
export type LoginSession = z.output<typeof loginSession>;
