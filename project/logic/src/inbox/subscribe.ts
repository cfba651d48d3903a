// Everything logic hears. Bounds: the bus's (10,000 messages or 64 MB under way a subject), and those of the lanes and gates behind.
import type { Bus, BusSubscription } from '@godwit/shared/bus/bus';
import { LOGIC_QUEUE, logicNodeSubjects, SUBJECTS } from '@godwit/shared/subjects';
import type { Locations } from '../fanout/locations.js';
import type { Deliver } from '../fanout/outgoing.js';
import { type DispatchParts, dispatchUpstream, refuseUpstream } from './dispatch.js';
import { onLocationEvent } from './location-events.js';
import { answerRequest, OVERLOADED_ANSWER, type RequestParts } from './requests.js';
import type { PresenceNotices } from '../presence/presence.js';
import { onUserEvent } from './user-events.js';

export interface InboxParts {
  readonly bus: Bus;
  /** NODE_NAME. */
  readonly name: string;
  readonly fanout: Deliver;
  readonly locations: Locations;
  readonly presence: PresenceNotices;
  readonly dispatch: DispatchParts;
  readonly requests: RequestParts;
}

/** Ends when stop() is called on all of what it returns. */
export function subscribeAll({ bus, name, fanout, locations, presence, dispatch, requests }: InboxParts): BusSubscription[] {
  const queue = LOGIC_QUEUE;
  const own = logicNodeSubjects(name);
  const upstream = (subject: string, group: { queue?: string }): BusSubscription =>
    bus.subscribe(
      subject,
      {
        ...group,
        onOverflow: (bytes) => {
          refuseUpstream(dispatch, bytes);
        },
      },
      (bytes) => {
        dispatchUpstream(dispatch, bytes);
      },
    );
  const request = (subject: string, group: { queue?: string }): BusSubscription =>
    bus.subscribe(
      subject,
      {
        ...group,
        onOverflow: (_bytes, _subject, reply) => {
          reply?.(OVERLOADED_ANSWER);
        },
      },
      async (bytes, _subject, reply) => {
        reply?.(await answerRequest(requests, bytes));
      },
    );
  return [
    bus.subscribe(SUBJECTS.location, {}, (bytes) => {
      onLocationEvent({ locations, fanout, presence }, bytes);
    }),
    upstream(SUBJECTS.upstream, { queue }),
    upstream(own.upstream, {}),
    request(SUBJECTS.request, { queue }),
    request(own.request, {}),
    bus.subscribe(SUBJECTS.anyUserEvent, { queue }, (bytes, subject) => {
      if (!onUserEvent(fanout, subject, bytes)) dispatch.onDropped('malformed');
    }),
  ];
}
