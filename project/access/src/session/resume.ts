// F-11: a client that lost its connection goes on where it was, without a sync. Only if nothing can be missing: the session that it had is
// still here, was of the same sign-in on the same device, and knows every push since. Bound: 128 pushes and 192 KiB are sent again.
import type { Resume } from '@godwit/shared/protocol/messages/resume';
import type { Identity } from './identity.js';
import type { Registry } from './registry.js';
import type { Session } from './session.js';

const MAX_PUSHES = 128;
/** Leaves room in the send queue of the session for what comes meanwhile. */
const MAX_BYTES = 192 * 1_024;

export interface Resumption {
  /** Of the earlier session, as the client counted. */
  readonly pushCount: number;
  readonly missed: readonly Uint8Array[];
}

/**
 * What the client missed of the session that it names, and of its new one, which is found since it has its location. A push that went to
 * both is sent twice: clients drop what they know. Undefined: it has to sync.
 */
export function resumption(session: Session, identity: Identity, resume: Resume, registry: Registry): Resumption | undefined {
  const { connectionId, pushCount } = resume;
  const older = [...registry.ofUser(identity.userId)].find((s) => s !== session && s.connectionId === connectionId);
  if (older === undefined || !isWhole(older) || !isSameSignIn(older.identity, identity)) return undefined;
  const before = older.pushesAfter(pushCount);
  const since = session.pushesAfter(0);
  if (before === undefined || since === undefined) return undefined;
  const missed = [...before, ...since];
  const bytes = missed.reduce((sum, { length }) => sum + length, 0);
  return missed.length > MAX_PUSHES || bytes > MAX_BYTES ? undefined : { pushCount, missed };
}

/** One that is being closed takes no pushes any more. */
const isWhole = ({ at }: Session): boolean => at === 'live' || at === 'suspended';

const isSameSignIn = (a: Identity | undefined, b: Identity): boolean => a?.deviceId === b.deviceId && a.loginSessionId === b.loginSessionId;
