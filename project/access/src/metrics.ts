// What /metrics says about this tier. C18: every queue has its gauge here; session.quic.test.ts enumerates them.
import type { Counter, Metrics } from '@godwit/shared/metrics';
import type { Forwarder } from './inbound/forward.js';
import type { Locations } from './location/locations.js';
import type { KeptTotals } from './outbound/kept-pushes.js';
import type { SendTotals } from './outbound/send-budget.js';
import type { Rooms } from './rooms/rooms.js';
import type { Gate } from './session/gate.js';
import type { Registry } from './session/registry.js';
import type { Session } from './session/session.js';

export interface Measured {
  readonly registry: Registry;
  readonly forwarder: Forwarder;
  readonly totals: SendTotals;
  readonly kept: KeptTotals;
  readonly locations: Locations;
  readonly rooms: Rooms;
  readonly gate: Gate;
}

export interface AccessCounters {
  readonly closes: Counter<'code'>;
  readonly dropped: Counter<'why'>;
  readonly resumes: Counter<'outcome'>;
}

const STATUSES = ['hello', 'admitting', 'live', 'suspended', 'closing'] as const satisfies readonly Session['at'][];

export function accessCounters(metrics: Metrics): AccessCounters {
  return {
    closes: metrics.counter('access_disconnects_total', 'Sessions that this node ended, by close code.', ['code']),
    resumes: metrics.counter('access_resumes_total', 'Sessions that a client asked to resume: resumed, or it had to sync.', ['outcome']),
    dropped: metrics.counter('access_envelopes_dropped_total', 'Envelopes from logic that had no effect.', ['why']),
  };
}

export function accessGauges(metrics: Metrics, { registry, forwarder, totals, kept, locations, rooms, gate }: Measured): void {
  const gauge = (name: string, help: string, read: () => number): void => {
    metrics.gauge(name, help, [], (g) => {
      g.set(read());
    });
  };
  metrics.gauge('connections', 'Sessions by what they are doing.', ['status'], (g) => {
    for (const status of STATUSES) g.set({ status }, 0);
    for (const { at } of registry.sessions()) g.inc({ status: at });
  });
  gauge('access_sessions', 'Open sessions, and those whose clients may still resume them.', () => registry.size);
  gauge('access_strangers', 'Peers that shake hands or have not been admitted.', () => gate.strangers);
  gauge('access_leases', 'Location leases that this node holds.', () => locations.size);
  gauge('access_rooms', 'Rooms that this node listens to.', () => rooms.size);
  gauge('access_room_waiting', 'Pushes to rooms that wait until their members are known.', () => rooms.waiting);
  gauge('access_room_gathered', 'Pushes to rooms that wait for those who do not show them.', () => rooms.gathered);
  gauge('access_upstream_in_flight', 'Frames published to logic that NATS has not confirmed.', () => forwarder.inFlight);
  gauge('access_queued_frames', 'Frames on their way to peers.', () => totals.frames);
  gauge('access_queued_bytes', 'Bytes on their way to peers.', () => totals.bytes);
  gauge('access_kept_bytes', 'Bytes of pushes that are kept until peers confirm them.', () => kept.bytes);
}
