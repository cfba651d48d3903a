// From Hello to HelloAck: admitted, in its rooms, findable, announced, and only then live; so nothing that is committed after the client's
// first sync can miss it.
import type { Clock } from '@godwit/shared/clock';
import type { Hello } from '@godwit/shared/protocol/messages/hello';
import type { Resume } from '@godwit/shared/protocol/messages/resume';
import type { Locations } from '../location/locations.js';
import type { Rooms } from '../rooms/rooms.js';
import type { Admission, Refused } from './admission.js';
import type { Identity } from './identity.js';
import type { Registry } from './registry.js';
import { type Resumption, resumption } from './resume.js';
import type { Revocations } from './revocations.js';
import type { Session } from './session.js';

export interface EnterOptions {
  readonly admission: Admission;
  readonly rooms: Rooms;
  readonly locations: Locations;
  readonly registry: Registry;
  readonly revocations: Revocations;
  readonly clock: Clock;
  readonly onResume: (outcome: 'resumed' | 'synced') => void;
}

export async function enter(session: Session, hello: Hello, options: EnterOptions): Promise<void> {
  const { admission, rooms, locations, registry, revocations, clock } = options;
  const verified = admission.verify(hello);
  if (!verified.ok) {
    refuse(session, verified);
    return;
  }
  const { identity } = verified;
  rooms.begin(session, identity.userId);
  const admitted = await admission.admit(identity);
  if (!admitted.ok) {
    refuse(session, admitted);
    return;
  }
  // a process that slept meanwhile must not take a location that is newer by now
  session.look({ on: 'tick', now: clock.monotonic(), epochNow: clock.now() });
  if (session.at !== 'admitting') return;
  rooms.enter(identity.userId, admitted.rooms);
  // what it publishes is confirmed by NATS, and with it the subscriptions of the rooms
  await locations.join(session, identity);
  if (session.at !== 'admitting') return;
  if (revocations.has(identity.loginSessionId)) {
    session.end('SESSION_REVOKED', 'SESSION_REVOKED');
    return;
  }
  const resumed = hello.resume === null ? undefined : resume(session, identity, hello.resume, options);
  const replaced = registry.claim(session, identity.userId, identity.deviceId);
  session.admitted(identity, admitted.userVersion, resumed);
  for (const older of replaced) older.end('REPLACED');
}

function resume(session: Session, identity: Identity, wanted: Resume, { rooms, registry, onResume }: EnterOptions): Resumption | undefined {
  // what waits for the earlier session, because it did not show a room, is among what the client missed
  rooms.flush(identity.userId);
  const resumed = resumption(session, identity, wanted, registry);
  onResume(resumed === undefined ? 'synced' : 'resumed');
  return resumed;
}

const refuse = (session: Session, { close, error, retryAfterMs }: Refused): void => {
  session.end(close, error, retryAfterMs);
};
