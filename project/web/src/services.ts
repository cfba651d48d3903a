import type { AccessClaims, AccessSubject, SignedToken } from '@godwit/shared/auth/jwt';
import type { Outcome } from '@godwit/shared/outcome';
import type { AccessNodes } from './access-nodes.js';
import type { LogicClient } from './logic/logic-client.js';
import type { Passwords } from './auth/passwords.js';
import type { RefreshTokens } from './auth/refresh-token.js';
import type { SignInLimit } from './auth/sign-in-limit.js';
import type { FriendEvents } from './events/friend-events.js';
import type { Revocations } from './events/revocations.js';
import type { Ids } from './ids.js';
import type { RateLimits } from './limits/rate-limits.js';
import type { Database } from './store/database.js';
import type { LoginPolicy } from './store/sessions.js';

/** What the routes work with; main.ts puts it together. */
export interface Services {
  db: Database;
  ids: Ids;
  passwords: Passwords;
  signInLimit: SignInLimit;
  rateLimits: RateLimits;
  refreshTokens: RefreshTokens;
  refreshTtlMs: number;
  loginPolicy: LoginPolicy;
  signAccess: (subject: AccessSubject) => SignedToken;
  verifyAccess: (token: string) => Outcome<AccessClaims>;
  logic: LogicClient;
  friendEvents: FriendEvents;
  revocations: Revocations;
  accessNodes: AccessNodes;
}
