import type { Id } from '@godwit/shared/ids/id';

// Conversations whose state is to be read by id: unknown ones and those the server says have changed. Pure. Bounded: one request of ≤ 100 ids in flight.

const MAX_IDS = 100;
const RETRY_MS = 2000;

export interface Lookup {
  readonly wanted: ReadonlySet<Id>;
  readonly asked: ReadonlySet<Id>;
}

export type LookupEvent =
  | { readonly type: 'wanted'; readonly ids: readonly Id[] }
  /** done: nothing else is to be had; the answer may have had no room for all. */
  | { readonly type: 'answered'; readonly found: readonly Id[]; readonly done: boolean }
  | { readonly type: 'failed'; readonly retryAfterMs: number }
  | { readonly type: 'timer' }
  | { readonly type: 'online' }
  | { readonly type: 'offline' };

export type LookupEffect = { readonly do: 'ask'; readonly ids: readonly Id[] } | { readonly do: 'timer'; readonly afterMs: number };

type Step = readonly [Lookup, readonly LookupEffect[]];

export const newLookup = (): Lookup => ({ wanted: new Set(), asked: new Set() });

export function stepLookup(state: Lookup, event: LookupEvent, online: boolean): Step {
  switch (event.type) {
    case 'wanted':
      return ask({ ...state, wanted: new Set([...state.wanted, ...event.ids]) }, online);
    case 'answered':
      return ask({ wanted: new Set([...missing(state, event), ...state.wanted]), asked: new Set() }, online);
    case 'failed':
      return [back(state), [{ do: 'timer', afterMs: Math.max(RETRY_MS, event.retryAfterMs) }]];
    case 'timer':
    case 'online':
      return ask(state, online);
    case 'offline':
      return [back(state), []];
  }
}

/** An answer with nothing is no reason to ask again: it would be the same. */
const missing = ({ asked }: Lookup, { found, done }: LookupEvent & { type: 'answered' }): Id[] =>
  done || found.length === 0 ? [] : [...asked].filter((id) => !found.includes(id));

const back = (state: Lookup): Lookup => ({ wanted: new Set([...state.asked, ...state.wanted]), asked: new Set() });

function ask(state: Lookup, online: boolean): Step {
  if (!online || state.asked.size > 0 || state.wanted.size === 0) return [state, []];
  const ids = [...state.wanted].slice(0, MAX_IDS);
  return [{ wanted: new Set([...state.wanted].slice(MAX_IDS)), asked: new Set(ids) }, [{ do: 'ask', ids }]];
}
