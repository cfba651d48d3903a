// One session: runs the effects of the state machine on its lanes, and holds what the tier knows about it.
// Bounds: everything it queues is within one SendBudget; reading waits while it is over a limit.
import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import { type Id, idFromParts } from '@godwit/shared/ids/id';
import { unreachable } from '@godwit/shared/outcome';
import { CLOSE_CODES, type CloseName } from '@godwit/shared/protocol/close-codes';
import { type Down, encodeDown } from '@godwit/shared/protocol/down';
import { ERRORS, type ErrorName } from '@godwit/shared/protocol/errors';
import type { Unsupported } from '@godwit/shared/protocol/frame-index';
import { frameKind, frameRef, frameVersion, MAX_FRAME_BYTES, PROTOCOL_VERSION, withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import { framePermission, isAccessFrame } from '@godwit/shared/protocol/frame-permissions';
import type { Hello } from '@godwit/shared/protocol/messages/hello';
import type { Lane as LaneName } from '@godwit/shared/protocol/messages/lane';
import { decodeUp, type Up, upKind } from '@godwit/shared/protocol/up';
import { verify } from '@godwit/shared/protocol/verify';
import type { Forwarder } from '../inbound/forward.js';
import type { InboundLane } from '../inbound/inbound-lane.js';
import { deflatedIn, openDeflated } from '../inbound/open-deflated.js';
import type { FrameSink } from '../inbound/read-frames.js';
import type { UserRates } from '../inbound/user-rates.js';
import { type Rate, TokenBucket } from '../inbound/rate-limit.js';
import type { FlushTurn } from '../outbound/flush-turn.js';
import { KeptPushes, type KeptTotals } from '../outbound/kept-pushes.js';
import { SendBudget, type SendTotals } from '../outbound/send-budget.js';
import { SendQueue } from '../outbound/send-queue.js';
import { type Lane, MAX_DATAGRAM_BYTES, type TransportSession } from '../transport.js';
import type { Traffic } from '../traffic.js';
import type { Greeted } from './greeting.js';
import type { Identity } from './identity.js';
import type { Resumption } from './resume.js';
import { identityOf, type SessionEffect, type SessionEvent, type SessionLimits, type SessionState, step } from './state.js';

export interface Timings extends SessionLimits {
  readonly helloMs: number;
  /** A frame that was begun is complete, or the session ends. */
  readonly frameMs: number;
  /** A write that the peer does not take for so long ends the session as SLOW_CONSUMER. */
  readonly writeStallMs: number;
}

/** What all sessions of a node share. */
export interface SessionContext {
  readonly clock: Clock;
  readonly timings: Timings;
  readonly frameRate: Rate;
  readonly sendRates: UserRates;
  readonly questionRates: UserRates;
  readonly forwarder: Forwarder;
  readonly turn: FlushTurn;
  readonly totals: SendTotals;
  readonly kept: KeptTotals;
  readonly traffic: Traffic;
  /** Admits the session, or ends it. Nothing is read from its lanes meanwhile. */
  readonly enter: (session: Session, hello: Hello) => Promise<void>;
  /** The conversations that the session shows from now on. */
  readonly show: (session: Session, conversationIds: readonly Id[]) => void;
  readonly greeting: (greeted: Greeted) => Down;
  readonly onEnd: (close: CloseName) => void;
}

interface OpenLane {
  readonly inbound: InboundLane;
  readonly queue: SendQueue;
}

/** Where the frame came from that an effect answers. */
interface Received {
  readonly lane: LaneName;
  readonly ref: number;
  readonly bytes: Uint8Array;
}

/** When a frame that could not be forwarded may come again; about what NATS takes to come back. */
const OVERLOADED_RETRY_MS = 2_000;
const UNASKED: Received = { lane: 'live', ref: 0, bytes: new Uint8Array(0) };

export class Session implements FrameSink {
  readonly handle: number;
  /** What a client names to resume this session; random, and of use to nobody else. */
  readonly connectionId = randomConnectionId();
  readonly transport: TransportSession;
  readonly #context: SessionContext;
  readonly #budget: SendBudget;
  readonly #frames: TokenBucket;
  readonly #lanes: Partial<Record<LaneName, OpenLane>> = {};
  #state: SessionState;
  #kept: KeptPushes;
  #userVersion = 0;
  #entering: Promise<void> | undefined;
  #whenOver: (() => void) | undefined;

  constructor(handle: number, transport: TransportSession, context: SessionContext) {
    const now = context.clock.monotonic();
    this.handle = handle;
    this.transport = transport;
    this.#context = context;
    this.#budget = new SendBudget(context.totals);
    this.#kept = new KeptPushes(context.kept);
    this.#frames = new TokenBucket(context.frameRate, now);
    this.#state = { at: 'hello', deadline: now + context.timings.helloMs };
  }

  get identity(): Identity | undefined {
    return identityOf(this.#state);
  }

  get at(): SessionState['at'] {
    return this.#state.at;
  }

  /** Settles when no admission of this session is under way any more. */
  get entered(): Promise<void> {
    return this.#entering ?? Promise.resolve();
  }

  /** Settles when nobody can resume the session any more. To be asked when its connection is gone. */
  get over(): Promise<void> {
    if (this.#state.at !== 'suspended') return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenOver = resolve;
    });
  }

  openLane(inbound: InboundLane, lane: Lane): void {
    const { turn, clock, traffic } = this.#context;
    const queue = new SendQueue({
      lane,
      budget: this.#budget,
      turn,
      now: () => clock.monotonic(),
      onWritten: traffic.written,
      onFailed: () => {
        this.gone(true);
      },
    });
    this.#lanes[inbound.name] = { inbound, queue };
  }

  closeLane(name: LaneName): void {
    this.#lanes[name]?.queue.clear();
    Reflect.deleteProperty(this.#lanes, name);
  }

  /** Hop 3: header in, route, count and measure by the table of frames. */
  receive(lane: InboundLane, bytes: Uint8Array): Promise<void> | undefined {
    const now = this.#context.clock.monotonic();
    if (!verify('Frame', bytes, 'header')) return this.#strike('MALFORMED_FRAME', UNASKED, now);
    const type = frameKind(bytes);
    const kind = upKind(type);
    const received: Received = { lane: lane.name, ref: frameRef(bytes), bytes };
    if (frameVersion(bytes) !== PROTOCOL_VERSION) return this.#strike('UNSUPPORTED_VERSION', received, now);
    if (kind === undefined) return this.#receiveDeflated(received, now);
    this.#context.traffic.frames.received(type);
    const { maxBytes, rate } = framePermission(kind);
    if (bytes.length > maxBytes) return this.#strike('MSG_TOO_LARGE', received, now);
    const waitMs = Math.max(this.#frames.charge(now), rate === 'question' ? this.#chargeQuestion(now) : 0);
    if (rate === 'send' && !this.#maySend(now)) this.#error('RATE_LIMIT', received, this.#context.sendRates.retryAfterMs);
    else this.on({ on: 'frame', route: isAccessFrame(kind) ? kind : 'forward', now }, received);
    return this.#pause(waitMs);
  }

  /** What is none of the known kinds may be a deflated UserMessage: it is counted as one before anything is spent on it. */
  #receiveDeflated(received: Received, now: number): Promise<void> | undefined {
    const deflated = this.#state.at === 'live' ? deflatedIn(received.bytes) : undefined;
    if (deflated === undefined) return this.#strike('UNKNOWN_FRAME', received, now);
    const waitMs = this.#frames.charge(now);
    if (!this.#maySend(now)) this.#error('RATE_LIMIT', received, this.#context.sendRates.retryAfterMs);
    else {
      const opened = openDeflated(deflated);
      if (opened.ok) this.#context.traffic.frames.received(frameKind(opened.value));
      if (opened.ok) this.on({ on: 'frame', route: 'forward', now }, { ...received, bytes: opened.value });
      else this.#strike(opened.refusal.error, received, now);
    }
    return this.#pause(waitMs);
  }

  /** A whole frame without prefix; a datagram of another kind, or one that cannot be forwarded, is as good as lost. */
  receiveDatagram(bytes: Uint8Array): Promise<void> | undefined {
    const kind = verify('Frame', bytes, 'header') ? upKind(frameKind(bytes)) : undefined;
    if (kind === undefined || !framePermission(kind).datagram) return undefined;
    this.#context.traffic.frames.received(frameKind(bytes));
    const now = this.#context.clock.monotonic();
    const waitMs = this.#frames.charge(now);
    this.on({ on: 'frame', route: 'forward', now }, { lane: 'live', ref: 0, bytes });
    return this.#pause(waitMs);
  }

  refuseFrame(declaredBytes: number): void {
    this.end(declaredBytes > MAX_FRAME_BYTES || this.#state.at === 'live' ? 'FRAME_TOO_LARGE' : 'UNAUTHENTICATED', 'MSG_TOO_LARGE');
  }

  /**
   * Hop 8: a frame for this session, with its length prefix; one that is counted is kept, and so must not change nor be a view of something
   * larger. Before HelloAck only a client that resumes needs it: others sync after it.
   */
  deliver(lane: LaneName, frame: Uint8Array, counted: boolean, userVersion: number): void {
    const { at } = this.#state;
    if (at !== 'live' && at !== 'suspended' && at !== 'admitting') return;
    if (userVersion > this.#userVersion) this.#userVersion = userVersion;
    if (counted) this.#kept.add(frame);
    if (at === 'live') this.#push(lane, frame);
  }

  /** The pushes after so many; undefined when they are not known any more. */
  pushesAfter(count: number): readonly Uint8Array[] | undefined {
    return this.#kept.after(count);
  }

  /** A frame of the access tier itself. */
  say(message: Down, ref = 0, lane: LaneName = 'live'): void {
    this.#push(lane, encodeDown(message, ref));
  }

  /** resumption: what the client missed of the session that this one resumes. */
  admitted(identity: Identity, userVersion: number, resumption?: Resumption): void {
    this.#userVersion = Math.max(this.#userVersion, userVersion);
    this.#kept.clear();
    this.#kept = new KeptPushes(this.#context.kept, resumption?.pushCount ?? 0);
    for (const lane of Object.values(this.#lanes)) lane.inbound.setMaxFrameBytes(MAX_FRAME_BYTES);
    this.on({ on: 'admitted', identity, now: this.#context.clock.monotonic() });
    if (this.#state.at !== 'live') return;
    const resumed = resumption !== undefined;
    this.say(this.#context.greeting({ identity, userVersion: this.#userVersion, connectionId: this.connectionId, resumed }));
    for (const frame of resumption?.missed ?? []) this.deliver('live', frame, true, 0);
  }

  end(close: CloseName, error?: ErrorName, retryAfterMs = 0): void {
    this.on({ on: 'end', close, retryAfterMs, now: this.#context.clock.monotonic(), ...(error === undefined ? {} : { error }) });
  }

  /** The connection can carry nothing any more. */
  gone(lost: boolean): void {
    this.on({ on: 'gone', lost, now: this.#context.clock.monotonic() });
  }

  /** One look of the sweep. */
  look(tick: Extract<SessionEvent, { on: 'tick' }>): void {
    this.on(tick);
    if (this.#state.at === 'suspended') return;
    const { frameMs, writeStallMs } = this.#context.timings;
    if (tick.now - (this.transport.unfinishedSince?.(tick.now) ?? tick.now) > frameMs) this.end('FRAME_TIMEOUT');
    for (const { inbound, queue } of Object.values(this.#lanes)) {
      if (tick.now - (inbound.partialSince ?? tick.now) > frameMs) this.end('FRAME_TIMEOUT');
      if (tick.now - (queue.writingSince ?? tick.now) > writeStallMs) this.end('SLOW_CONSUMER');
    }
  }

  on(event: SessionEvent, received: Received = UNASKED): void {
    const [next, effects] = step(this.#state, event, this.#context.timings);
    this.#state = next;
    for (const effect of effects) this.#run(effect, received);
    if (next.at === 'closed') this.#over();
  }

  #run(effect: SessionEffect, received: Received): void {
    switch (effect.run) {
      case 'forward':
        this.#forward(received);
        return;
      case 'pong':
        this.#pong(received);
        return;
      case 'show':
        this.#show(received);
        return;
      case 'admit':
        this.#enter(received);
        return;
      case 'error':
        this.#error(effect.error, received);
        return;
      case 'disconnect':
        this.#disconnect(effect.close, effect.retryAfterMs);
        return;
      case 'drop':
        this.transport.close(CLOSE_CODES[effect.close], effect.close);
        return;
      default:
        unreachable(effect);
    }
  }

  #forward(received: Received): void {
    const { identity } = this;
    if (identity === undefined) return;
    const sent = this.#context.forwarder.forward({ handle: this.handle, identity, lane: received.lane }, received.bytes);
    if (!sent) this.#error('OVERLOADED', received, OVERLOADED_RETRY_MS);
  }

  #pong(received: Received): void {
    const ping = decoded(received);
    if (ping?.kind !== 'ping') {
      this.#strike('MALFORMED_FRAME', received, this.#context.clock.monotonic());
      return;
    }
    this.#kept.confirm(ping.receivedCount);
    const serverTime = this.#context.clock.now();
    this.say(
      { kind: 'pong', clientTime: ping.clientTime, serverTime, pushCount: this.#kept.count, userVersion: this.#userVersion },
      received.ref,
      received.lane,
    );
  }

  #show(received: Received): void {
    const showing = decoded(received);
    if (showing?.kind !== 'showing') this.#strike('MALFORMED_FRAME', received, this.#context.clock.monotonic());
    else if (showing.conversationIds.length > framePermission('showing').maxItems) this.#error('INVALID_ARGUMENT', received);
    else this.#context.show(this, showing.conversationIds);
  }

  #enter(received: Received): void {
    const hello = decoded(received);
    if (hello?.kind !== 'hello') this.end('UNAUTHENTICATED', 'MALFORMED_FRAME');
    else if (hello.protocol !== PROTOCOL_VERSION) this.end('UNSUPPORTED_VERSION', 'UNSUPPORTED_VERSION');
    else {
      this.#entering = this.#context.enter(this, hello);
      guard(this.#entering);
    }
  }

  #over(): void {
    this.#kept.clear();
    this.#whenOver?.();
  }

  #strike(error: ErrorName, received: Received, now: number): undefined {
    this.on({ on: 'strike', error, now }, received);
  }

  #error(name: ErrorName, { ref, lane }: Received, retryAfterMs = 0): void {
    const { code, en, retry } = ERRORS[name];
    this.say({ kind: 'error', code, name, message: en, retry, retryAfterMs, ref }, ref, lane);
  }

  /** The peer gets what is queued and then this, unless it is the queue that is full. */
  #disconnect(close: CloseName, retryAfterMs: number): void {
    this.#context.onEnd(close);
    const frame = encodeDown({ kind: 'disconnect', code: CLOSE_CODES[close], reason: close, retryAfterMs });
    this.#lanes.live?.queue.pushLast(frame, close === 'SLOW_CONSUMER');
  }

  #push(name: LaneName, frame: Uint8Array): void {
    this.#context.traffic.frames.sent(frame);
    if (name === 'datagram' && this.#sendDatagram(withoutLengthPrefix(frame))) return;
    const lane = this.#lanes[name] ?? this.#lanes.live;
    if (lane !== undefined && !lane.queue.push(frame)) this.end('SLOW_CONSUMER');
  }

  /** False: this session has no datagrams, or the frame is too large for one. */
  #sendDatagram(bytes: Uint8Array): boolean {
    const { datagrams } = this.transport;
    if (datagrams === undefined || bytes.length > MAX_DATAGRAM_BYTES) return false;
    datagrams.send(bytes);
    return true;
  }

  #maySend(now: number): boolean {
    const { identity } = this;
    return identity === undefined || this.#context.sendRates.of(identity.userId, now).take(now);
  }

  /** How long to wait before the next, in ms. */
  #chargeQuestion(now: number): number {
    const { identity } = this;
    return identity === undefined ? 0 : this.#context.questionRates.of(identity.userId, now).charge(now);
  }

  /** Undefined when reading may go on. */
  #pause(waitMs: number): Promise<void> | undefined {
    if (this.#state.at === 'admitting') return this.#entering;
    if (waitMs === 0) return this.#context.forwarder.room();
    return new Promise((resolve) => {
      this.#context.clock.setTimeout(resolve, waitMs);
    });
  }
}

function randomConnectionId(): Id {
  const [lo = 0, hi = 0] = crypto.getRandomValues(new Uint32Array(2));
  return idFromParts(lo, hi);
}

/** The body of the few frames that this tier reads. */
const decoded = ({ bytes }: Received): Up | Unsupported | undefined => (verify('Frame', bytes) ? decodeUp(bytes)?.message : undefined);
