// im.logic.location, heard by every logic node: cached locations are dropped, whoever may have missed a push is told to sync, and friends
// who look see it.
import { guard } from '@godwit/shared/guard';
import { encodeDown } from '@godwit/shared/protocol/down';
import { decodeToLogic } from '@godwit/shared/protocol/inside';
import { verify } from '@godwit/shared/protocol/verify';
import type { PresenceNotices } from '../presence/presence.js';
import type { Locations } from '../fanout/locations.js';
import { answerTo, type Deliver } from '../fanout/outgoing.js';

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
      if (locations.online(event.userId, event)) guard(fanout.deliver([answerTo(event, 'live', HINT)]));
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
  if (userIds.length === 0) return;
  guard(fanout.deliver([{ to: { at: 'users', userIds }, lane: 'live', counted: false, userVersion: 0, frame: HINT }]));
}
