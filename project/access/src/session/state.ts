// The life of one session as a pure machine: session.ts runs the effects.
// Bounds: Hello within its deadline, silence ≤ deadAfterMs, 3 strikes, suspended ≤ resumeMs, closing ≤ closingMs. Times are monotonic ms,
// token expiry epoch ms.
import { unreachable } from '@godwit/shared/outcome';
import type { CloseName } from '@godwit/shared/protocol/close-codes';
import type { ErrorName } from '@godwit/shared/protocol/errors';
import type { AccessFrame } from '@godwit/shared/protocol/frame-permissions';
import type { Identity } from './identity.js';

export type SessionState =
  | { readonly at: 'hello'; readonly deadline: number }
  | { readonly at: 'admitting'; readonly deadline: number }
  | { readonly at: 'live'; readonly identity: Identity; readonly lastSeen: number; readonly strikes: number }
  /** F-11: the connection was lost; pushes are kept for the session that resumes this one. */
  | { readonly at: 'suspended'; readonly identity: Identity; readonly deadline: number }
  | { readonly at: 'closing'; readonly close: CloseName; readonly identity: Identity | undefined; readonly deadline: number }
  | { readonly at: 'closed'; readonly identity: Identity | undefined };

/** What access does itself, or that logic does it. */
export type Route = AccessFrame | 'forward';

export type SessionEvent =
  /** A frame with a sound header. */
  | { readonly on: 'frame'; readonly route: Route; readonly now: number }
  /** Bytes that are not a frame a client may send. */
  | { readonly on: 'strike'; readonly error: ErrorName; readonly now: number }
  | { readonly on: 'admitted'; readonly identity: Identity; readonly now: number }
  | { readonly on: 'end'; readonly close: CloseName; readonly error?: ErrorName; readonly retryAfterMs?: number; readonly now: number }
  | { readonly on: 'tick'; readonly now: number; readonly epochNow: number }
  /** The connection is of no more use; lost: its peer may not have wanted that. */
  | { readonly on: 'gone'; readonly lost: boolean; readonly now: number };

export type SessionEffect =
  | { readonly run: 'admit' }
  | { readonly run: 'pong' }
  | { readonly run: 'show' }
  | { readonly run: 'forward' }
  | { readonly run: 'error'; readonly error: ErrorName }
  | { readonly run: 'disconnect'; readonly close: CloseName; readonly retryAfterMs: number }
  /** The connection is of no more use. */
  | { readonly run: 'drop'; readonly close: CloseName };

export interface SessionLimits {
  readonly deadAfterMs: number;
  /** How long a peer has to take its Disconnect frame. */
  readonly closingMs: number;
  /** How long a client has to resume a session whose connection was lost; 0 = it cannot. */
  readonly resumeMs: number;
}

export type Step = readonly [next: SessionState, effects: readonly SessionEffect[]];

const MAX_STRIKES = 3;
const NOTHING: readonly SessionEffect[] = [];
const ADMIT: readonly SessionEffect[] = [{ run: 'admit' }];
/** Of a live session. */
const ON_FRAME: Readonly<Record<Exclude<Route, 'hello'>, readonly SessionEffect[]>> = {
  ping: [{ run: 'pong' }],
  showing: [{ run: 'show' }],
  forward: [{ run: 'forward' }],
};

export function step(state: SessionState, event: SessionEvent, limits: SessionLimits): Step {
  switch (event.on) {
    case 'frame':
      return onFrame(state, event.route, event.now, limits);
    case 'strike':
      return onStrike(state, event.error, event.now, limits);
    case 'admitted':
      return [state.at === 'admitting' ? { at: 'live', identity: event.identity, lastSeen: event.now, strikes: 0 } : state, NOTHING];
    case 'end':
      return end(state, event, limits);
    case 'tick':
      return onTick(state, event.now, event.epochNow, limits);
    case 'gone':
      return onGone(state, event.lost, event.now, limits);
    default:
      return unreachable(event);
  }
}

/** Whose session it is or was, once that is known. */
export function identityOf(state: SessionState): Identity | undefined {
  return state.at === 'hello' || state.at === 'admitting' ? undefined : state.identity;
}

function onFrame(state: SessionState, route: Route, now: number, limits: SessionLimits): Step {
  switch (state.at) {
    case 'hello':
      return route === 'hello'
        ? [{ at: 'admitting', deadline: state.deadline }, ADMIT]
        : end(state, { close: 'UNAUTHENTICATED', error: 'HELLO_EXPECTED', now }, limits);
    case 'admitting':
      return end(state, { close: 'PROTOCOL_VIOLATION', error: 'HELLO_EXPECTED', now }, limits);
    case 'live':
      if (route === 'hello') return onStrike(state, 'INVALID_ARGUMENT', now, limits);
      return [{ ...state, lastSeen: now }, ON_FRAME[route]];
    case 'suspended':
    case 'closing':
    case 'closed':
      return [state, NOTHING];
    default:
      return unreachable(state);
  }
}

function onStrike(state: SessionState, error: ErrorName, now: number, limits: SessionLimits): Step {
  if (state.at === 'suspended' || state.at === 'closing' || state.at === 'closed') return [state, NOTHING];
  if (state.at !== 'live') return end(state, { close: 'UNAUTHENTICATED', error: 'HELLO_EXPECTED', now }, limits);
  const strikes = state.strikes + 1;
  return strikes < MAX_STRIKES
    ? [{ ...state, lastSeen: now, strikes }, [{ run: 'error', error }]]
    : end(state, { close: 'PROTOCOL_VIOLATION', error, now }, limits);
}

interface End {
  readonly close: CloseName;
  readonly error?: ErrorName;
  readonly retryAfterMs?: number;
  readonly now: number;
}

function end(state: SessionState, { close, error, retryAfterMs = 0, now }: End, limits: SessionLimits): Step {
  if (state.at === 'closing' || state.at === 'closed') return [state, NOTHING];
  if (state.at === 'suspended') return drop(state, close);
  const disconnect: SessionEffect = { run: 'disconnect', close, retryAfterMs };
  return [
    { at: 'closing', close, identity: identityOf(state), deadline: now + limits.closingMs },
    error === undefined ? [disconnect] : [{ run: 'error', error }, disconnect],
  ];
}

const drop = (state: SessionState, close: CloseName): Step => [{ at: 'closed', identity: identityOf(state) }, [{ run: 'drop', close }]];

function onGone(state: SessionState, lost: boolean, now: number, { resumeMs }: SessionLimits): Step {
  if (state.at === 'closed' || (state.at === 'suspended' && lost)) return [state, NOTHING];
  if (state.at !== 'live' || !lost || resumeMs === 0) return drop(state, 'GOING_AWAY');
  return [{ at: 'suspended', identity: state.identity, deadline: now + resumeMs }, [{ run: 'drop', close: 'GOING_AWAY' }]];
}

function onTick(state: SessionState, now: number, epochNow: number, limits: SessionLimits): Step {
  switch (state.at) {
    case 'hello':
    case 'admitting':
      return now < state.deadline ? [state, NOTHING] : end(state, { close: 'HELLO_TIMEOUT', error: 'HELLO_TIMEOUT', now }, limits);
    case 'live':
      if (epochNow >= state.identity.expiresAt) return end(state, { close: 'TOKEN_EXPIRED', error: 'TOKEN_EXPIRED', now }, limits);
      if (now - state.lastSeen > limits.deadAfterMs) return end(state, { close: 'HEARTBEAT_TIMEOUT', now }, limits);
      return [state, NOTHING];
    case 'suspended':
      return now < state.deadline && epochNow < state.identity.expiresAt ? [state, NOTHING] : drop(state, 'GOING_AWAY');
    case 'closing':
      return now < state.deadline ? [state, NOTHING] : drop(state, state.close);
    case 'closed':
      return [state, NOTHING];
    default:
      return unreachable(state);
  }
}
