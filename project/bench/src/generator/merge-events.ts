import type { LoadEvent } from '../arm.ts';
import { Latencies } from '../measure/latencies.ts';

type Named<E extends LoadEvent['event']> = Extract<LoadEvent, { event: E }>;

/** The event that one generator would have printed in place of several; all are of the same kind. */
export function mergeEvents(events: readonly LoadEvent[]): LoadEvent {
  const [first] = events;
  if (first === undefined || events.some(({ event }) => event !== first.event))
    throw new Error(`generators are not in step: ${events.map(({ event }) => event).join(', ')}`);
  switch (first.event) {
    case 'connected':
      return connected(events as Named<'connected'>[]);
    case 'measuring':
      return first;
    case 'measured':
      return measured(events as Named<'measured'>[]);
    case 'result':
      return result(events as Named<'result'>[]);
  }
}

const sum = <T>(events: readonly T[], of: (event: T) => number): number => events.reduce((total, event) => total + of(event), 0);

const histogram = (encoded: readonly string[]): string => Latencies.merged(encoded).encoded();

const connected = (events: readonly Named<'connected'>[]): LoadEvent => ({
  event: 'connected',
  sessions: sum(events, ({ sessions }) => sessions),
  failed: sum(events, ({ failed }) => failed),
  seconds: Math.max(...events.map(({ seconds }) => seconds)),
  connectUs: histogram(events.map(({ connectUs }) => connectUs)),
});

const measured = (events: readonly Named<'measured'>[]): LoadEvent => ({
  event: 'measured',
  busyShare: sum(events, ({ busyShare }) => busyShare) / events.length,
  scheduleLagUs: histogram(events.map(({ scheduleLagUs }) => scheduleLagUs)),
});

const result = (events: readonly Named<'result'>[]): LoadEvent => ({
  event: 'result',
  scheduled: sum(events, ({ scheduled }) => scheduled),
  acked: sum(events, ({ acked }) => acked),
  ackedInAll: sum(events, ({ ackedInAll }) => ackedInAll),
  delivered: sum(events, ({ delivered }) => delivered),
  doubled: sum(events, ({ doubled }) => doubled),
  disordered: sum(events, ({ disordered }) => disordered),
  refused: sum(events, ({ refused }) => refused),
  deliveryUs: histogram(events.map(({ deliveryUs }) => deliveryUs)),
  ackUs: histogram(events.map(({ ackUs }) => ackUs)),
});
