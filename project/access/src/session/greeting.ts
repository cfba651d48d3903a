import { DEFAULT_LIMITS } from '@godwit/shared/protocol/default-limits';
import type { Down } from '@godwit/shared/protocol/down';
import type { Identity } from './identity.js';

export interface GreetingOptions {
  readonly node: string;
  readonly heartbeatMs: number;
  readonly deadAfterMs: number;
  readonly now: () => number;
}

/** HelloAck for a session that is live. */
export function greeting(
  { loginSessionId, userId }: Identity,
  userVersion: number,
  { node, heartbeatMs, deadAfterMs, now }: GreetingOptions,
): Down {
  return {
    kind: 'helloAck',
    sessionId: loginSessionId,
    userId,
    serverTime: now(),
    heartbeatMs,
    deadAfterMs,
    limits: DEFAULT_LIMITS,
    node,
    resumed: false,
    userVersion,
  };
}
