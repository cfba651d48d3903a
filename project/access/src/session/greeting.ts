import type { Down } from '@godwit/shared/protocol/down';
import { MAX_FRAME_BYTES } from '@godwit/shared/protocol/frame';
import type { Identity } from './identity.js';

/** What logic accepts in one UserMessage; told here, enforced there. */
const MAX_BATCH_ENTRIES = 64;
const MAX_BODY_BYTES = 32_768;

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
    limits: { maxFrameBytes: MAX_FRAME_BYTES, maxBatchEntries: MAX_BATCH_ENTRIES, maxBodyBytes: MAX_BODY_BYTES },
    node,
    resumed: false,
    userVersion,
  };
}
