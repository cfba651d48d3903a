// im.logic.location, heard by every logic node: cached locations are dropped, whoever may have missed a push is told to sync, and friends
// who look see it.
import { guard } from '@godwit/shared/guard';
import { encodeDown } from '@godwit/shared/protocol/down';
import { decodeToLogic } from '@godwit/shared/protocol/inside';
import { verify } from '@godwit/shared/protocol/verify';
import type { PresenceNotices } from '../presence/presence.js';
import type { Locations } from '../fanout/locations.js';
import type { Deliver, Recipients } from '../fanout/outgoing.js';

const HINT = encodeDown({ kind: 'syncHint', reason: 'location', jitterMs: 0 });

export interface LocationEventParts {
  readonly locations: Locations;
  readonly fanout: Deliver;
  readonly presence: Pick<PresenceNotices, 'online' | 'offline'>;
}

export function onLocationEvent({ locations, fanout, presence }: LocationEventParts, bytes: Uint8Array): void {
  const event = verify('ToLogic', bytes) ? decodeToLogic(bytes) : undefined;
  switch (event?.kind) {
    case 'userOnline':
      if (locations.online(event.userId, event)) hint(fanout, { at: 'session', session: event });
      presence.online(event.userId);
      return;
    case 'userOffline':
      locations.drop(event.userId);
      presence.offline(event, event.userId, event.at);
      return;
    case 'bounce':
      hintElsewhere(fanout, locations.bounced(event.node, event.handles));
      return;
    default:
      return;
  }
}

/** What bounced is not sent again: the sessions that the users have now sync. */
function hintElsewhere(fanout: Deliver, userIds: readonly string[]): void {
  if (userIds.length > 0) hint(fanout, { at: 'users', userIds });
}

/** Counted, so that a client that resumes its session gets it too. */
const hint = (fanout: Deliver, to: Recipients): void => {
  guard(fanout.deliver([{ to, lane: 'live', counted: true, userVersion: 0, frame: HINT }]));
};
