import type { Id } from '@godwit/shared/ids/id';
import type { UpOf } from '../wire.js';

// Read and delivered marks on their way to the server (F-29, F-30). Pure. Bounded: one frame of cursors per 200 ms, the newest mark of a conversation wins.

export const FLUSH_MS = 200;
/** A read mark that the server has not told of by then may have gone with who took it: it is said once more, and then with the next sync. */
export const CONFIRM_MS = 4_000;
const MAX_CURSORS = 200;
/** Refs of frames that may still be refused. */
const MAX_REFS = 64;

type Seqs = ReadonlyMap<Id, number>;

export interface Marks {
  readonly read: Seqs;
  /** Read marks that are said once more. */
  readonly again: Seqs;
  /** Read marks said over this link, until it is looked whether the server has told of them. */
  readonly unsure: Seqs;
  readonly delivered: Seqs;
  /** Sent over this link; confirmed by the next Pong, sent again over the next link. */
  readonly claimed: Seqs;
  readonly refs: readonly number[];
  readonly waiting: boolean;
}

export type MarksEvent =
  | { readonly type: 'read'; readonly conversationId: Id; readonly seq: number }
  | { readonly type: 'again'; readonly conversationId: Id; readonly seq: number }
  | { readonly type: 'delivered'; readonly conversationId: Id; readonly seq: number }
  | { readonly type: 'timer' }
  | { readonly type: 'look' }
  | { readonly type: 'pong' }
  /** A frame with this ref could not be handled now; what it said is said again after a while. */
  | { readonly type: 'refused'; readonly ref: number; readonly afterMs: number }
  | { readonly type: 'online' }
  | { readonly type: 'offline' };

export type MarksEffect =
  | { readonly do: 'timer'; readonly afterMs: number }
  | { readonly do: 'up'; readonly up: UpOf<'conversationRead'> | UpOf<'deliveryAck'>; readonly ref: number }
  /** To be followed by `look`. */
  | { readonly do: 'look'; readonly afterMs: number }
  /** Read marks that are not confirmed are to be given again. */
  | { readonly do: 'open' }
  /** These ones. */
  | { readonly do: 'unsure'; readonly conversationIds: readonly Id[] }
  | { readonly do: 'confirmed'; readonly conversationId: Id; readonly seq: number };

type Step = readonly [Marks, readonly MarksEffect[]];

export const newMarks = (): Marks => ({
  read: new Map(),
  again: new Map(),
  unsure: new Map(),
  delivered: new Map(),
  claimed: new Map(),
  refs: [],
  waiting: false,
});

export function stepMarks(state: Marks, event: MarksEvent, online: boolean, fresh: () => number): Step {
  switch (event.type) {
    case 'read':
      return schedule({ ...state, read: raise(state.read, event.conversationId, event.seq) }, online);
    case 'again':
      return schedule({ ...state, again: raise(state.again, event.conversationId, event.seq) }, online);
    case 'look':
      return [
        { ...state, unsure: new Map() },
        state.unsure.size === 0 ? [] : [{ do: 'unsure', conversationIds: [...state.unsure.keys()] }],
      ];
    case 'delivered':
      return schedule({ ...state, delivered: raise(state.delivered, event.conversationId, event.seq) }, online);
    case 'timer':
      return online ? flush(state, fresh) : [{ ...state, waiting: false }, []];
    case 'pong':
      return [
        { ...state, claimed: new Map() },
        [...state.claimed].map(([conversationId, seq]) => ({ do: 'confirmed', conversationId, seq })),
      ];
    case 'online':
      return schedule(state, online);
    case 'refused':
      if (!state.refs.includes(event.ref)) return [state, []];
      return [{ ...unclaimed(state), waiting: true }, [{ do: 'timer', afterMs: Math.max(FLUSH_MS, event.afterMs) }, { do: 'open' }]];
    case 'offline':
      return [{ ...unclaimed(state), again: new Map(), unsure: new Map(), waiting: false }, []];
  }
}

function unclaimed(state: Marks): Marks {
  const delivered = [...state.claimed].reduce((all, [id, seq]) => raise(all, id, seq), state.delivered);
  return { ...state, delivered, claimed: new Map(), refs: [] };
}

function raise(seqs: Seqs, id: Id, seq: number): Seqs {
  return (seqs.get(id) ?? 0) >= seq ? seqs : new Map(seqs).set(id, seq);
}

function schedule(state: Marks, online: boolean): Step {
  if (!online || state.waiting || state.read.size + state.again.size + state.delivered.size === 0) return [state, []];
  return [{ ...state, waiting: true }, [{ do: 'timer', afterMs: FLUSH_MS }]];
}

function flush(state: Marks, fresh: () => number): Step {
  const said = [...state.again].reduce((all, [id, seq]) => raise(all, id, seq), state.read);
  const reads = [...said].map(([conversationId, readSeq]): MarksEffect => ({
    do: 'up',
    up: { kind: 'conversationRead', conversationId, readSeq },
    ref: fresh(),
  }));
  const batch = [...state.delivered].slice(0, MAX_CURSORS);
  const cursors = batch.map(([conversationId, seq]) => ({ conversationId, seq }));
  const acks: MarksEffect[] = cursors.length > 0 ? [{ do: 'up', up: { kind: 'deliveryAck', cursors }, ref: fresh() }] : [];
  const claimed = batch.reduce((all, [id, seq]) => raise(all, id, seq), state.claimed);
  const delivered = new Map([...state.delivered].slice(MAX_CURSORS));
  const refs = [...state.refs, ...[...reads, ...acks].flatMap((e) => (e.do === 'up' ? [e.ref] : []))].slice(-MAX_REFS);
  const unsure = [...state.read].reduce((all, [id, seq]) => raise(all, id, seq), state.unsure);
  const looks: MarksEffect[] = state.unsure.size === 0 && unsure.size > 0 ? [{ do: 'look', afterMs: CONFIRM_MS }] : [];
  const [next, more] = schedule({ read: new Map(), again: new Map(), unsure, delivered, claimed, refs, waiting: false }, true);
  return [next, [...reads, ...acks, ...looks, ...more]];
}
