// From Hello to HelloAck: admitted, findable, announced, and only then live; so nothing that is committed after the client's first
// sync can miss it.
import type { Clock } from '@godwit/shared/clock';
import type { Hello } from '@godwit/shared/protocol/messages/hello';
import type { Locations } from '../location/locations.js';
import type { Admission } from './admission.js';
import type { Registry } from './registry.js';
import type { Revocations } from './revocations.js';
import type { Session } from './session.js';

export interface EnterOptions {
  readonly admission: Admission;
  readonly locations: Locations;
  readonly registry: Registry;
  readonly revocations: Revocations;
  readonly clock: Clock;
}

export async function enter(
  session: Session,
  hello: Hello,
  { admission, locations, registry, revocations, clock }: EnterOptions,
): Promise<void> {
  const admitted = await admission.admit(hello);
  if (!admitted.ok) {
    session.end(admitted.close, admitted.error, admitted.retryAfterMs);
    return;
  }
  // a process that slept meanwhile must not take a location that is newer by now
  session.look({ on: 'tick', now: clock.monotonic(), epochNow: clock.now() });
  if (session.at !== 'admitting') return;
  const { identity, userVersion } = admitted;
  await locations.join(session, identity);
  if (session.at !== 'admitting') return;
  if (revocations.has(identity.loginSessionId)) {
    session.end('SESSION_REVOKED', 'SESSION_REVOKED');
    return;
  }
  const replaced = registry.claim(session, identity.userId, identity.deviceId);
  session.admitted(identity, userVersion);
  for (const older of replaced) older.end('REPLACED');
}
