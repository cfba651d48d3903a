import type { Id } from '@godwit/shared/ids/id';
import { DEFAULT_LIMITS } from '@godwit/shared/protocol/default-limits';
import type { Down } from '@godwit/shared/protocol/down';
import type { Identity } from './identity.js';

export interface GreetingOptions {
  readonly node: string;
  readonly heartbeatMs: number;
  readonly deadAfterMs: number;
  readonly now: () => number;
}

/** What there is to say about a session that is live. */
export interface Greeted {
  readonly identity: Identity;
  readonly userVersion: number;
  readonly connectionId: Id;
  readonly resumed: boolean;
}

/** HelloAck. */
export function greeting({ identity, ...greeted }: Greeted, { node, heartbeatMs, deadAfterMs, now }: GreetingOptions): Down {
  return {
    kind: 'helloAck',
    sessionId: identity.loginSessionId,
    userId: identity.userId,
    serverTime: now(),
    heartbeatMs,
    deadAfterMs,
    limits: DEFAULT_LIMITS,
    node,
    ...greeted,
  };
}
