// The parts of one access node between its listeners and NATS, joined.
import type { AccessNodeEntry } from '@godwit/shared/access-node';
import type { AccessClaims } from '@godwit/shared/auth/jwt';
import type { Bus } from '@godwit/shared/bus/bus';
import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { Logger } from '@godwit/shared/log';
import type { Metrics } from '@godwit/shared/metrics';
import type { Outcome } from '@godwit/shared/outcome';
import { CLOSE_CODES } from '@godwit/shared/protocol/close-codes';
import { roomSubject } from '@godwit/shared/subjects';
import type { Redis } from 'ioredis';
import type { AccessConfig } from './config.js';
import { Forwarder } from './inbound/forward.js';
import { LogicNodes } from './inbound/logic-nodes.js';
import { TokenBucket } from './inbound/rate-limit.js';
import { UserRates } from './inbound/user-rates.js';
import { Locations } from './location/locations.js';
import { type AccessCounters, accessCounters, accessGauges } from './metrics.js';
import { accessTraffic, type Traffic } from './traffic.js';
import { Announcements } from './outbound/announcements.js';
import { Deliverer } from './outbound/deliver.js';
import { FlushTurn } from './outbound/flush-turn.js';
import { subscribeNode } from './outbound/node-subscription.js';
import { Publishers } from './outbound/publishers.js';
import { SyncHints } from './outbound/sync-hints.js';
import { AskLogic } from './rooms/ask-logic.js';
import { Rooms } from './rooms/rooms.js';
import { Admission } from './session/admission.js';
import { enter } from './session/enter.js';
import { Gate } from './session/gate.js';
import { greeting } from './session/greeting.js';
import { Recheck } from './session/recheck.js';
import { Registry } from './session/registry.js';
import { Revocations } from './session/revocations.js';
import { runSession } from './session/run-session.js';
import { Session, type SessionContext } from './session/session.js';
import { every } from './session/sweep.js';
import type { TransportSession } from './transport.js';

const SEND_RATES_SWEEP_MS = 60_000;
const REVOCATIONS_SWEEP_MS = 15_000;

export interface Parts {
  readonly config: AccessConfig;
  readonly node: string;
  readonly bus: Bus;
  readonly redis: Redis;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly verifyToken: (token: string) => Outcome<AccessClaims>;
  /** What discovery says about this node. */
  readonly entry: (sessions: number) => AccessNodeEntry;
}

export interface AccessNode {
  readonly registry: Registry;
  readonly locations: Locations;
  readonly gate: Gate;
  /** An established connection: from here on it is on its own. */
  onSession(transport: TransportSession): void;
  readonly chores: readonly ((now: number) => void)[];
  unsubscribe(): void;
}

export function assemble(parts: Parts): AccessNode {
  const { config, node, bus, clock, log, metrics } = parts;
  const registry = new Registry();
  const hints = new SyncHints(registry, log);
  const announcements = new Announcements(registry);
  const logicNodes = new LogicNodes(clock.monotonic);
  const rooms = new Rooms({
    node,
    clock,
    log,
    ask: new AskLogic({ bus, subject: () => logicNodes.subjects().request }),
    subscribe: (conversationId) =>
      bus.subscribe(roomSubject(conversationId), { metric: roomSubject('*') }, (bytes) => {
        deliverer.handle(bytes);
      }),
  });
  const revocations = new Revocations();
  const publishers = new Publishers(config.PUBLISHER_SILENT_MS);
  const counters = accessCounters(metrics);
  const traffic = accessTraffic(metrics);
  const onUnknown = (reason: string): void => {
    hints.request(reason, clock.monotonic());
  };
  /** What logic said to all nodes may be lost as well. */
  const onLost = (reason: string): void => {
    rooms.lookAgain(clock.monotonic());
    onUnknown(reason);
  };
  const locations = new Locations({ ...parts, leaseMs: config.LOCATION_LEASE_MS, entry: () => parts.entry(registry.size), onUnknown });
  const gate = new Gate({
    clock,
    registry,
    handshakesPerSecond: config.HANDSHAKES_PER_SECOND,
    handshakeBurst: config.HANDSHAKE_BURST,
    sessionsPerAddress: config.SESSIONS_PER_ADDRESS,
  });
  const context = sessionContext({ ...parts, registry, rooms, locations, revocations, logicNodes, counters, traffic });
  accessGauges(metrics, { registry, forwarder: context.forwarder, totals: context.totals, kept: context.kept, locations, rooms, gate });
  const deliverer = new Deliverer({
    node,
    registry,
    rooms,
    revocations,
    publishers,
    logicNodes,
    hints,
    announcements,
    onGap: () => {
      onLost('pushes were lost');
    },
    bus,
    clock,
    onDropped: (why) => {
      counters.dropped.inc({ why });
    },
    onArrived: traffic.arrived,
  });
  const recheck = new Recheck({ bus, registry, subject: () => logicNodes.subjects().request });
  const unsubscribe = subscribeNode(bus, node, deliverer.handle);
  bus.onStatus((up) => {
    if (!up) return;
    onLost('the bus was down');
    guard(recheck.run());
  });
  return {
    registry,
    locations,
    gate,
    unsubscribe,
    onSession: (transport) => {
      acceptSession(transport, { gate, registry, rooms, context, locations, clock, log });
    },
    chores: [
      (now) => {
        if (publishers.sweep(now) !== undefined) onLost('a logic node fell silent');
        rooms.tick(now);
        hints.tick(now);
        announcements.tick(now);
        locations.tick(now);
      },
      every(SEND_RATES_SWEEP_MS, () => {
        context.sendRates.sweep();
        context.questionRates.sweep();
      }),
      every(REVOCATIONS_SWEEP_MS, () => {
        revocations.sweep();
      }),
      every(config.RECHECK_MS, () => {
        guard(recheck.run());
      }),
    ],
  };
}

interface SessionParts extends Parts {
  readonly registry: Registry;
  readonly rooms: Rooms;
  readonly locations: Locations;
  readonly revocations: Revocations;
  readonly logicNodes: LogicNodes;
  readonly counters: AccessCounters;
  readonly traffic: Traffic;
}

function sessionContext(parts: SessionParts): SessionContext {
  const { config, node, bus, clock, verifyToken, logicNodes, counters } = parts;
  const admissions = new TokenBucket({ perSecond: config.HANDSHAKES_PER_SECOND, burst: config.HANDSHAKE_BURST }, clock.monotonic());
  const admission = new Admission({
    bus,
    clock,
    random: Math.random,
    verifyToken,
    admissions,
    subject: () => logicNodes.subjects().request,
  });
  const onResume = (outcome: 'resumed' | 'synced'): void => {
    counters.resumes.inc({ outcome });
  };
  const greetings = { node, heartbeatMs: config.HEARTBEAT_MS, deadAfterMs: config.DEAD_AFTER_MS, now: clock.now };
  return {
    clock,
    timings: {
      helloMs: config.HELLO_MS,
      deadAfterMs: config.DEAD_AFTER_MS,
      closingMs: config.CLOSING_MS,
      resumeMs: config.RESUME_MS,
      frameMs: config.FRAME_MS,
      writeStallMs: config.WRITE_STALL_MS,
    },
    frameRate: { perSecond: config.FRAMES_PER_SECOND, burst: config.FRAME_BURST },
    sendRates: new UserRates({ perSecond: config.SENDS_PER_SECOND, burst: config.SEND_BURST }),
    questionRates: new UserRates({ perSecond: config.QUESTIONS_PER_SECOND, burst: config.QUESTION_BURST }),
    forwarder: new Forwarder({ bus, clock, node, upstreamTtlMs: config.UPSTREAM_TTL_MS, subject: () => logicNodes.subjects().upstream }),
    turn: new FlushTurn(),
    totals: { frames: 0, bytes: 0 },
    kept: { bytes: 0 },
    traffic: parts.traffic,
    enter: (session, hello) => enter(session, hello, { ...parts, admission, onResume }),
    show: (session, conversationIds) => {
      parts.rooms.show(session, conversationIds);
    },
    greeting: (greeted) => greeting(greeted, greetings),
    onEnd: (code) => {
      counters.closes.inc({ code });
    },
  };
}

interface Accepting {
  readonly gate: Gate;
  readonly registry: Registry;
  readonly rooms: Rooms;
  readonly context: SessionContext;
  readonly locations: Locations;
  readonly clock: Clock;
  readonly log: Logger;
}

function acceptSession(transport: TransportSession, { gate, registry, rooms, context, locations, clock, log }: Accepting): void {
  if (!gate.enter(transport.address)) {
    transport.close(CLOSE_CODES.OVERLOADED, 'too many sessions from this address');
    return;
  }
  const session = new Session(registry.nextHandle(), transport, context);
  const leave = (s: Session, goneAt: number): Promise<void> => {
    rooms.leave(s);
    return locations.leave(s, goneAt);
  };
  // a session that waits to be resumed does not take the place of the one that will
  guard(
    transport.closed.then(() => {
      gate.leave(transport.address);
    }),
  );
  guard(runSession(session, { registry, clock, log, leave }), (error) => {
    log.error({ err: error, handle: session.handle }, 'the end of a session failed');
  });
}
