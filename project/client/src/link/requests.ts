import type { Id } from '@godwit/shared/ids/id';
import type { Up } from '@godwit/shared/protocol/up';
import { cancel, type Effect, timer } from '../core/effect.js';
import type { Pull } from '../inbox/gap.js';
import type { UpOf } from '../wire.js';

// Requests that have an answer, by ref. Pure. Bounded: ≤ 4 pages in flight, each for ≤ 10 s; the rest waits here.

export const ANSWER_MS = 10_000;
const MAX_PAGES = 4;

export type Ask =
  | { readonly kind: 'sync'; readonly request: UpOf<'syncRequest'> }
  | { readonly kind: 'lookup'; readonly ids: readonly Id[] }
  | { readonly kind: 'pull'; readonly conversationId: Id; readonly pull: Pull }
  /** History for somebody who waits: `token` finds them. 0 = nobody. */
  | { readonly kind: 'history'; readonly conversationId: Id; readonly pull: Pull; readonly token: number };

export interface Requests {
  readonly inflight: ReadonlyMap<number, Ask>;
  readonly queue: readonly Ask[];
}

type Step = readonly [Requests, readonly Effect[]];

export const newRequests = (): Requests => ({ inflight: new Map(), queue: [] });

/** urgent: before the others that wait. */
export function ask(state: Requests, wanted: Ask, urgent: boolean, fresh: () => number): Step {
  if (!isPage(wanted)) return send(state, wanted, fresh);
  return next({ ...state, queue: urgent ? [wanted, ...state.queue] : [...state.queue, wanted] }, fresh);
}

/** The request that an answer, a refusal or a deadline belongs to is over. */
export function finish(state: Requests, ref: number, fresh: () => number): readonly [Requests, Ask | undefined, readonly Effect[]] {
  const done = state.inflight.get(ref);
  if (!done) return [state, undefined, []];
  const inflight = new Map(state.inflight);
  inflight.delete(ref);
  const [after, effects] = next({ ...state, inflight }, fresh);
  return [after, done, [cancel(`ask:${ref}`), ...effects]];
}

/** The link is gone: nothing will be answered. */
export function abandon(state: Requests): readonly [Requests, readonly Ask[], readonly Effect[]] {
  const effects = [...state.inflight.keys()].map((ref) => cancel(`ask:${ref}`));
  return [newRequests(), [...state.inflight.values(), ...state.queue], effects];
}

const isPage = (wanted: Ask): boolean => wanted.kind === 'pull' || wanted.kind === 'history';

function next(state: Requests, fresh: () => number): Step {
  const pages = [...state.inflight.values()].filter(isPage).length;
  const [first, ...queue] = state.queue;
  if (!first || pages >= MAX_PAGES) return [state, []];
  const [sent, effects] = send({ ...state, queue }, first, fresh);
  const [after, more] = next(sent, fresh);
  return [after, [...effects, ...more]];
}

function send(state: Requests, wanted: Ask, fresh: () => number): Step {
  const ref = fresh();
  return [
    { ...state, inflight: new Map(state.inflight).set(ref, wanted) },
    [{ do: 'send', up: frameOf(wanted), ref, lane: 'bulk' }, timer(`ask:${ref}`, ANSWER_MS)],
  ];
}

function frameOf(wanted: Ask): Up {
  switch (wanted.kind) {
    case 'sync':
      return wanted.request;
    case 'lookup':
      return { kind: 'syncRequest', since: 0, userVersion: 0, cursor: '', limit: wanted.ids.length, conversationIds: [...wanted.ids] };
    case 'pull':
    case 'history': {
      const { from, to, limit, direction, since = 0 } = wanted.pull;
      return { kind: 'historyRequest', conversationId: wanted.conversationId, fromSeq: from, toSeq: to, limit, direction, since };
    }
  }
}
