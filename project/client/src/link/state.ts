import { BACKOFF, fullJitter } from '@godwit/shared/backoff';
import { type Id, NO_ID } from '@godwit/shared/ids/id';
import { mayReconnect, CLOSE_CODES } from '@godwit/shared/protocol/close-codes';
import type { StopReason } from '../events.js';
import type { TransportKind } from '../transport/transport.js';
import { answerMs, CALM, type Expecting, overdue, type Probe } from './probe.js';

// Hop 2: the link to an access node (F-6, F-8, F-10, F-15). Pure. Bounded: one session, and one more while moving to another node.

/** For every so long that a link lived, one failed attempt is forgiven: one that breaks at once does not shorten the back-off. */
export const FORGIVEN_MS = 5_000;
/** From here on the back-off grows no further. */
const LONGEST_ATTEMPT = 4;
/** A given-up attempt may still become a session: the steps of a dial, and what the server takes for a Hello. */
export const RIVAL_MS = 15_000;
/** Timers that are later than this mean that the device slept. */
export const SLEPT_MS = 10_000;
/** A server keeps what a lost session missed for about this long. */
export const RESUME_MS = 10_000;

/** What the server said about the session. connectionId: what a later session may resume it by, NO_ID = it may not. */
export interface Peer {
  readonly transport: TransportKind;
  readonly node: string;
  readonly heartbeatMs: number;
  readonly deadAfterMs: number;
  readonly connectionId: Id;
}

/** F-11: the session that was lost, and how many of its pushes were taken in. */
export interface Resume {
  readonly connectionId: Id;
  readonly node: string;
  readonly received: number;
  /** The server has forgotten it by then. */
  readonly until: number;
}

/** The node of the session that another one is to take over from. silent: nothing came through any more; else it said that it goes. */
export interface Left {
  readonly node: string;
  readonly silent: boolean;
}

/** Why a link did not come up. */
export type DialFailure =
  | { readonly retry: true; readonly reason: string; readonly retryAfterMs: number }
  | { readonly retry: false; readonly reason: StopReason; readonly code: number; readonly detail: string };

interface Online {
  readonly at: 'online';
  readonly generation: number;
  readonly attempt: number;
  readonly since: number;
  readonly peer: Peer;
  readonly lastHeardAt: number;
  readonly tickDueAt: number;
  /** Counted pushes of this session (C10). */
  readonly received: number;
  readonly rttMs: number;
  readonly probe: Probe;
  /** Generation of the session that is to take over; 0 = none. */
  readonly next: number;
  /** Until then the server may say that this session was replaced by one of our own, which it took after we had given it up. */
  readonly rivalUntil: number;
}

export type LinkState =
  | { readonly at: 'stopped'; readonly reason: StopReason; readonly code: number; readonly detail: string }
  | {
      readonly at: 'waiting';
      readonly attempt: number;
      readonly retryAt: number;
      readonly reason: string;
      readonly resume: Resume | undefined;
    }
  | { readonly at: 'connecting'; readonly attempt: number; readonly generation: number; readonly resume: Resume | undefined }
  | Online;

export type LinkEvent =
  | { readonly type: 'start' }
  | { readonly type: 'stop'; readonly reason: StopReason }
  /** resumedAt: the count from which the server goes on; undefined: it knows nothing of an earlier session. */
  | { readonly type: 'up'; readonly generation: number; readonly peer: Peer; readonly resumedAt: number | undefined }
  | { readonly type: 'failed'; readonly generation: number; readonly failure: DialFailure }
  | { readonly type: 'lost'; readonly generation: number; readonly reason: string }
  | { readonly type: 'disconnect'; readonly code: number; readonly reason: string; readonly retryAfterMs: number }
  | { readonly type: 'goAway'; readonly jitterMs: number }
  | { readonly type: 'heard'; readonly counted: boolean }
  | { readonly type: 'pong'; readonly clientTime: number; readonly pushCount: number }
  | { readonly type: 'timer' }
  /** A frame that is answered was sent. */
  | { readonly type: 'asked' }
  | { readonly type: 'probe' }
  | { readonly type: 'migrate' }
  /** The device woke up or the network came back. */
  | { readonly type: 'wake' };

export type LinkEffect =
  /** resume: what may be offered, if nothing else is missing. */
  | { readonly do: 'dial'; readonly generation: number; readonly resume: Resume | undefined; readonly left: Left | undefined }
  | { readonly do: 'hangup'; readonly generation: number }
  | { readonly do: 'timer'; readonly key: 'link' | 'probe' | 'migrate'; readonly afterMs: number }
  | { readonly do: 'cancel'; readonly key: 'link' | 'probe' | 'migrate' }
  | { readonly do: 'ping'; readonly received: number }
  /** A session is usable; an earlier one is not used any more. */
  | { readonly do: 'online'; readonly resumed: boolean }
  | { readonly do: 'offline' }
  | { readonly do: 'resync' };

export interface LinkContext {
  readonly now: number;
  readonly random: () => number;
  readonly fresh: () => number;
}

type Step = readonly [LinkState, readonly LinkEffect[]];

export const newLink = (): LinkState => ({ at: 'stopped', reason: 'closed', code: 0, detail: '' });

export function stepLink(state: LinkState, event: LinkEvent, context: LinkContext): Step {
  switch (event.type) {
    case 'start':
      return state.at === 'stopped' ? dial(0, undefined, context) : [state, []];
    case 'stop':
      return stop(state, event.reason, 0, '');
    case 'up':
      return onUp(state, event, context);
    case 'failed':
      return onFailed(state, event.generation, event.failure, context);
    case 'lost':
      return onLost(state, event.generation, event.reason, 0, context);
    case 'disconnect':
      return onDisconnect(state, event, context);
    case 'wake':
      return onWake(state, context);
    case 'timer':
      return state.at === 'waiting'
        ? dial(state.attempt, state.resume, context)
        : state.at === 'online'
          ? onTick(state, context)
          : [state, []];
    default:
      return state.at === 'online' ? onOnline(state, event, context) : [state, []];
  }
}

type OnlineEvent = Extract<LinkEvent, { type: 'goAway' | 'heard' | 'pong' | 'asked' | 'probe' | 'migrate' }>;

function onOnline(state: Online, event: OnlineEvent, context: LinkContext): Step {
  switch (event.type) {
    case 'goAway':
      return onGoAway(state, event.jitterMs, context);
    case 'migrate':
      return onMigrate(state, context);
    case 'heard':
      return onHeard({ ...state, lastHeardAt: context.now }, event.counted, context);
    case 'pong':
      return onPong(state, event.clientTime, event.pushCount, context);
    case 'asked':
      return state.probe.at === 'calm' || state.probe.at === 'pushed' ? expect(state, 'asked', context) : [state, []];
    case 'probe':
      return onProbe(state, context);
  }
}

/** Nobody can go on with a session whose node goes. */
const onGoAway = (state: Online, jitterMs: number, { random }: LinkContext): Step => [
  { ...state, peer: { ...state.peer, connectionId: NO_ID }, probe: CALM },
  [{ do: 'timer', key: 'migrate', afterMs: random() * jitterMs }],
];

function onHeard(state: Online, counted: boolean, context: LinkContext): Step {
  if (!counted) return [state, []];
  const next = { ...state, received: state.received + 1 };
  return next.probe.at === 'calm' ? expect(next, 'pushed', context) : [next, []];
}

/** Whoever is not heard in time may not be there any more. */
const expect = (state: Online, at: Expecting, { now }: { readonly now: number }, pastMs = 0): Step => [
  { ...state, probe: { at, since: now } },
  [{ do: 'timer', key: 'probe', afterMs: Math.max(0, answerMs(at, state.rttMs) - pastMs) }],
];

function onProbe(state: Online, context: LinkContext): Step {
  switch (overdue(state.probe, state.lastHeardAt)) {
    case 'nothing':
      return [state, []];
    case 'calm':
      return [{ ...state, probe: CALM }, []];
    case 'listen':
      return expect(state, 'pushed', { now: state.lastHeardAt }, context.now - state.lastHeardAt);
    case 'ping': {
      const [pinged, effects] = expect(state, 'pinged', context);
      return [pinged, [{ do: 'ping', received: state.received }, ...effects]];
    }
    case 'move':
      return onMigrate({ ...state, probe: { at: 'stalled' } }, context);
    case 'lose':
      return onLost(state, state.generation, 'silent after wake', 0, context);
  }
}

function dial(attempt: number, lost: Resume | undefined, context: LinkContext, left?: Left): Step {
  const generation = context.fresh();
  const resume = lost !== undefined && context.now < lost.until ? lost : undefined;
  return [
    { at: 'connecting', attempt, generation, resume },
    [
      { do: 'cancel', key: 'link' },
      { do: 'dial', generation, resume, left },
    ],
  ];
}

function resumeOf({ peer, received }: Online, now: number): Resume | undefined {
  const { connectionId, node } = peer;
  return connectionId === NO_ID ? undefined : { connectionId, node, received, until: now + RESUME_MS };
}

function onUp(state: LinkState, { generation, peer, resumedAt }: LinkEvent & { type: 'up' }, context: LinkContext): Step {
  const taken = (state.at === 'connecting' && state.generation === generation) || (state.at === 'online' && state.next === generation);
  if (!taken) return [state, [{ do: 'hangup', generation }]];
  const old: LinkEffect[] = state.at === 'online' ? [{ do: 'offline' }, { do: 'hangup', generation: state.generation }] : [];
  const { now } = context;
  return [
    {
      at: 'online',
      generation,
      attempt: state.attempt,
      since: now,
      peer,
      lastHeardAt: now,
      tickDueAt: now + peer.heartbeatMs,
      received: resumedAt ?? 0,
      rttMs: 0,
      probe: CALM,
      next: 0,
      rivalUntil: state.at === 'connecting' && state.attempt > 0 ? now + RIVAL_MS : 0,
    },
    [
      ...old,
      { do: 'online', resumed: resumedAt !== undefined },
      { do: 'ping', received: resumedAt ?? 0 },
      { do: 'timer', key: 'link', afterMs: peer.heartbeatMs },
    ],
  ];
}

function onFailed(state: LinkState, generation: number, failure: DialFailure, context: LinkContext): Step {
  if (state.at === 'connecting' && state.generation === generation) {
    if (!failure.retry) return stop(state, failure.reason, failure.code, failure.detail);
    return wait(state, failure.reason, failure.retryAfterMs, context);
  }
  if (state.at !== 'online' || state.next !== generation) return [state, []];
  return [{ ...state, next: 0 }, [{ do: 'timer', key: 'migrate', afterMs: BACKOFF.reconnect.baseMs * (0.5 + context.random() / 2) }]];
}

function onLost(state: LinkState, generation: number, reason: string, retryAfterMs: number, context: LinkContext): Step {
  if (state.at === 'connecting' && state.generation === generation) return wait(state, reason, retryAfterMs, context);
  if (state.at !== 'online') return [state, []];
  if (state.next === generation) return [{ ...state, next: 0 }, [{ do: 'timer', key: 'migrate', afterMs: BACKOFF.reconnect.baseMs }]];
  if (state.generation !== generation) return [state, []];
  const leave: LinkEffect[] = [...leaving(state), { do: 'offline' }];
  const resume = resumeOf(state, context.now);
  if (state.next !== 0) return [{ at: 'connecting', attempt: state.attempt, generation: state.next, resume }, leave];
  // given up already: clients notice a silent link at different times, so they need not be spread
  if (state.probe.at === 'stalled' && retryAfterMs === 0)
    return after(leave, dial(state.attempt, resume, context, { node: state.peer.node, silent: true }));
  return after(leave, wait({ attempt: attemptAfter(state, context.now), resume }, reason, retryAfterMs, context));
}

const attemptAfter = ({ attempt, since }: Online, now: number): number =>
  Math.max(0, Math.min(attempt, LONGEST_ATTEMPT) - Math.floor((now - since) / FORGIVEN_MS));

const after = (first: readonly LinkEffect[], [next, effects]: Step): Step => [next, [...first, ...effects]];

const leaving = (state: Online): LinkEffect[] => [
  { do: 'hangup', generation: state.generation },
  { do: 'cancel', key: 'probe' },
  { do: 'cancel', key: 'migrate' },
  { do: 'cancel', key: 'link' },
];

interface Trying {
  readonly attempt: number;
  readonly resume: Resume | undefined;
}

/** Random up to 3 s, then full jitter up to 30 s, for ever. */
function wait({ attempt, resume }: Trying, reason: string, retryAfterMs: number, context: LinkContext): Step {
  const afterMs = retryAfterMs + fullJitter(attempt, BACKOFF.reconnect, context.random);
  return [{ at: 'waiting', attempt: attempt + 1, retryAt: context.now + afterMs, reason, resume }, [{ do: 'timer', key: 'link', afterMs }]];
}

function onDisconnect(state: LinkState, event: LinkEvent & { type: 'disconnect' }, context: LinkContext): Step {
  if (state.at !== 'online') return [state, []];
  if (mayReconnect(event.code) || state.next !== 0) return onLost(state, state.generation, event.reason, event.retryAfterMs, context);
  if (event.code === CLOSE_CODES.REPLACED && context.now < state.rivalUntil) {
    // attempt 0: two installations with one device id would otherwise replace each other for ever
    return after([...leaving(state), { do: 'offline' }], dial(0, undefined, context));
  }
  return stop(state, stopReason(event.code), event.code, event.reason);
}

/** Of a Disconnect code that says stay away. */
export function stopReason(code: number): StopReason {
  if (code === CLOSE_CODES.REPLACED) return 'replaced';
  return code === CLOSE_CODES.SESSION_REVOKED || code === CLOSE_CODES.UNAUTHENTICATED ? 'session-ended' : 'refused';
}

function stop(state: LinkState, reason: StopReason, code: number, detail: string): Step {
  const next: LinkState = { at: 'stopped', reason, code, detail };
  switch (state.at) {
    case 'stopped':
      return [next, []];
    case 'waiting':
      return [next, [{ do: 'cancel', key: 'link' }]];
    case 'connecting':
      return [next, [{ do: 'hangup', generation: state.generation }]];
    case 'online': {
      const moving: LinkEffect[] = state.next === 0 ? [] : [{ do: 'hangup', generation: state.next }];
      return [next, [...leaving(state), ...moving, { do: 'offline' }]];
    }
  }
}

function onMigrate(state: Online, context: LinkContext): Step {
  if (state.next !== 0) return [state, []];
  const generation = context.fresh();
  const resume = resumeOf(state, context.now);
  return [
    { ...state, next: generation, rivalUntil: context.now + RIVAL_MS },
    [{ do: 'dial', generation, resume, left: { node: state.peer.node, silent: state.probe.at === 'stalled' } }],
  ];
}

function onPong(state: Online, clientTime: number, pushCount: number, context: LinkContext): Step {
  const next = { ...state, rttMs: Math.max(0, context.now - clientTime), received: pushCount };
  const [settled, effects] = next.probe.at === 'stalled' ? stay(next) : [next, []];
  return [settled, pushCount === state.received ? effects : [...effects, { do: 'resync' }]];
}

/** The link lives after all. */
const stay = (state: Online): Step => [
  { ...state, probe: CALM, next: 0 },
  [{ do: 'cancel', key: 'migrate' }, ...(state.next === 0 ? [] : [{ do: 'hangup' as const, generation: state.next }])],
];

function onTick(state: Online, context: LinkContext): Step {
  const late = context.now - state.tickDueAt > SLEPT_MS;
  if (!late && context.now - state.lastHeardAt >= state.peer.deadAfterMs) return onLost(state, state.generation, 'silent', 0, context);
  const { heartbeatMs } = state.peer;
  const beat: LinkEffect[] = [
    { do: 'ping', received: state.received },
    { do: 'timer', key: 'link', afterMs: heartbeatMs },
  ];
  const ticked = { ...state, tickDueAt: context.now + heartbeatMs };
  if (state.probe.at === 'stalled') return [ticked, beat];
  const [next, watch] = expect(ticked, late ? 'woken' : 'pinged', context);
  return [next, [...beat, ...watch, ...(late ? [{ do: 'resync' as const }] : [])]];
}

function onWake(state: LinkState, context: LinkContext): Step {
  if (state.at === 'waiting') return dial(state.attempt, state.resume, context);
  if (state.at !== 'online') return [state, []];
  const [next, watch] = expect(state, 'woken', context);
  return [next, [{ do: 'ping', received: state.received }, ...watch, { do: 'resync' }]];
}
