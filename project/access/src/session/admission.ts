// F-3: may this Hello become a session? The token is checked here with the public key; whether the sign-in still stands is asked of
// logic, which asks PostgreSQL. Bounds: 200 a second, one request of ≤ 2 s each; what cannot be asked is refused, never allowed (S3).
import type { Bus } from '@godwit/shared/bus/bus';
import type { AccessClaims } from '@godwit/shared/auth/jwt';
import type { Clock } from '@godwit/shared/clock';
import type { Outcome } from '@godwit/shared/outcome';
import type { CloseName } from '@godwit/shared/protocol/close-codes';
import type { ErrorName } from '@godwit/shared/protocol/errors';
import type { LogicRequest, RoomPlace } from '@godwit/shared/protocol/logic-request';
import type { Hello } from '@godwit/shared/protocol/messages/hello';
import { z } from 'zod';
import type { TokenBucket } from '../inbound/rate-limit.js';
import { roomPlace } from '../rooms/room-place.js';
import type { Identity } from './identity.js';

const ASK_MS = 2_000;
const MIN_RETRY_MS = 1_000;
const MAX_RETRY_MS = 10_000;

/** The part of `admitSession` that this tier relies on; anything else is a failure of logic. */
const answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.object({ userVersion: z.number(), rooms: z.array(roomPlace).default([]) }) }),
  z.object({ ok: z.literal(false), refusal: z.object({ error: z.string() }) }),
]);

export interface Refused {
  readonly ok: false;
  readonly close: CloseName;
  readonly error: ErrorName;
  readonly retryAfterMs: number;
}
export type Checked<T> = ({ readonly ok: true } & T) | Refused;

export interface Admitted {
  readonly userVersion: number;
  readonly rooms: readonly RoomPlace[];
}

export interface AdmissionOptions {
  readonly bus: Pick<Bus, 'request'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly verifyToken: (token: string) => Outcome<AccessClaims>;
  readonly admissions: TokenBucket;
  /** Where to ask. */
  readonly subject: () => string;
}

export class Admission {
  readonly #options: AdmissionOptions;

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** Who the token says it is. */
  verify(hello: Pick<Hello, 'accessToken'>): Checked<{ readonly identity: Identity }> {
    const { admissions, clock, verifyToken } = this.#options;
    if (!admissions.take(clock.monotonic())) return this.#overloaded();
    const claims = verifyToken(hello.accessToken);
    if (!claims.ok) return refused(claims.refusal.error);
    const { userId, sessionId, deviceId, platform, expiresAt } = claims.value;
    return { ok: true, identity: { userId, loginSessionId: sessionId, deviceId, platform, expiresAt } };
  }

  /** Whether the sign-in still stands, and what there is to know about the user. */
  async admit(identity: Identity): Promise<Checked<Admitted>> {
    const { bus, subject } = this.#options;
    const request: LogicRequest = {
      id: identity.loginSessionId,
      method: 'admitSession',
      sessionId: identity.loginSessionId,
      userId: identity.userId,
    };
    try {
      const bytes = await bus.request(subject(), new TextEncoder().encode(JSON.stringify(request)), ASK_MS);
      const reply = answer.parse(JSON.parse(new TextDecoder().decode(bytes)));
      return reply.ok ? { ok: true, ...reply.value } : this.#refusedByLogic(reply.refusal.error);
    } catch {
      return this.#overloaded(); // NATS, logic or PostgreSQL is down, or late
    }
  }

  #refusedByLogic(error: string): Refused {
    return error === 'SESSION_REVOKED' || error === 'UNAUTHENTICATED' ? refused(error) : this.#overloaded();
  }

  /** Those who were turned away come back spread over the time that the queue before them takes. */
  #overloaded(): Refused {
    const { random } = this.#options;
    const retryAfterMs = MIN_RETRY_MS + Math.floor(random() * (MAX_RETRY_MS - MIN_RETRY_MS));
    return { ok: false, close: 'OVERLOADED', error: 'OVERLOADED', retryAfterMs };
  }
}

function refused(error: ErrorName): Refused {
  const close: CloseName = error === 'TOKEN_EXPIRED' || error === 'SESSION_REVOKED' ? error : 'UNAUTHENTICATED';
  return { ok: false, close, error: close, retryAfterMs: 0 };
}
