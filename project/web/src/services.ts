import type { AccessClaims, AccessSubject, SignedToken } from '@godwit/shared/auth/jwt';
import type { Clock } from '@godwit/shared/clock';
import type { Outcome } from '@godwit/shared/outcome';
import type { AccessNodes } from './access-nodes.js';
import type { LogicClient } from './logic/logic-client.js';
import type { Admins } from './auth/admins.js';
import type { Passwords } from './auth/passwords.js';
import type { RefreshTokens } from './auth/refresh-token.js';
import type { SignInLimit } from './auth/sign-in-limit.js';
import type { Files } from './files/files.js';
import type { FriendEvents } from './events/friend-events.js';
import type { ProfileEvents } from './events/profile-events.js';
import type { Revocations } from './events/revocations.js';
import type { Ids } from './ids.js';
import type { ContactLimit } from './limits/contact-limit.js';
import type { RateLimits } from './limits/rate-limits.js';
import type { Database } from './store/database.js';
import type { LoginPolicy } from './store/sessions.js';
import type { TierNodes } from './tier-nodes.js';

/** What the routes work with; main.ts puts it together. */
export interface Services {
  db: Database;
  ids: Ids;
  passwords: Passwords;
  signInLimit: SignInLimit;
  rateLimits: RateLimits;
  contactLimit: ContactLimit;
  refreshTokens: RefreshTokens;
  refreshTtlMs: number;
  loginPolicy: LoginPolicy;
  signAccess: (subject: AccessSubject) => SignedToken;
  verifyAccess: (token: string) => Outcome<AccessClaims>;
  admins: Admins;
  logic: LogicClient;
  friendEvents: FriendEvents;
  profileEvents: ProfileEvents;
  revocations: Revocations;
  accessNodes: AccessNodes;
  tierNodes: TierNodes;
  clock: Clock;
  files: Files;
}
