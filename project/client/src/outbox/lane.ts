import { BACKOFF, backoffCeiling } from '@godwit/shared/backoff';
import type { Id } from '@godwit/shared/ids/id';
import { isAction } from '@godwit/shared/protocol/messages/entry-kind';
import type { Context } from '../core/context.js';
import { cancel, type Effect, timer, write } from '../core/effect.js';
import { unquoted } from '../inbox/apply-action.js';
import type { AckResult, OutgoingEntry } from '../wire.js';
import type { OutboxItem, OutboxState } from './item.js';
import { isFinal, nameOf } from './refusal.js';

// Hops 1–2: what one conversation has to send (C3, C7). Pure. Bounded: one batch in flight: ≤ 64 messages in one frame, or one entry about another.

/** Of an entry and of the frame around the batch, beside the bodies. */
const ENTRY_OVERHEAD_BYTES = 64;
const FRAME_OVERHEAD_BYTES = 256;

type Flight =
  | { readonly at: 'idle' }
  | { readonly at: 'inflight'; readonly ids: readonly Id[]; readonly ref: number; readonly attempt: number }
  | { readonly at: 'backoff'; readonly attempt: number };

export interface OutboxLane {
  readonly conversationId: Id;
  /** In the order of the user's sends. */
  readonly items: readonly OutboxItem[];
  readonly flight: Flight;
  /** A whole batch was refused: the next ones carry one entry each, so that only the bad one fails. */
  readonly single: boolean;
}

export type LaneEvent =
  | { readonly type: 'enqueue'; readonly item: OutboxItem }
  | { readonly type: 'results'; readonly results: readonly AckResult[] }
  | { readonly type: 'refused'; readonly code: number; readonly retryAfterMs: number }
  | { readonly type: 'timer' }
  | { readonly type: 'online' }
  | { readonly type: 'offline' }
  /** The log was applied up to `cursor`; own: the own entries among what was applied. */
  | { readonly type: 'covered'; readonly cursor: number; readonly own: readonly LoggedEntry[] }
  /** A message is gone: nothing of what it said may be sent or shown any more. */
  | { readonly type: 'recalled'; readonly seq: number }
  | { readonly type: 'retry'; readonly clientMsgId: Id; readonly order: number }
  | { readonly type: 'discard'; readonly clientMsgId: Id };

interface LoggedEntry {
  readonly clientMsgId: Id;
  readonly messageId: Id;
  readonly seq: number;
}

/** Signals for the core. acked: a committed entry to be applied to the log. changed: the items are to be shown as they are in the end. */
export type LaneEffect =
  | Effect
  | { readonly do: 'acked'; readonly item: OutboxItem; readonly result: AckResult }
  | { readonly do: 'changed'; readonly conversationId: Id };

type Step = readonly [OutboxLane, readonly LaneEffect[]];

export const newLane = (conversationId: Id, items: readonly OutboxItem[] = []): OutboxLane => ({
  conversationId,
  items,
  flight: { at: 'idle' },
  single: false,
});

export function stepLane(lane: OutboxLane, event: LaneEvent, context: Context): Step {
  switch (event.type) {
    case 'enqueue':
      return changed(advance({ ...lane, items: [...lane.items, event.item] }, context, [put(event.item)]));
    case 'results':
      return changed(onResults(lane, event.results, context));
    case 'refused':
      return changed(onRefused(lane, event.code, event.retryAfterMs, context));
    case 'timer':
      return lane.flight.at === 'idle' ? [lane, []] : transmit(lane, lane.flight.attempt + 1, context, []);
    case 'online':
      return transmit(lane, 0, context, []);
    case 'offline':
      return [idle(lane), lane.flight.at === 'idle' ? [] : [cancel(key(lane))]];
    case 'covered':
      return onCovered(lane, event.cursor, event.own, context);
    case 'recalled':
      return changed(onRecalled(lane, event.seq));
    case 'retry':
      return changed(onRetry(lane, event.clientMsgId, event.order, context));
    case 'discard':
      return changed(onDiscard(lane, event.clientMsgId));
  }
}

const key = (lane: OutboxLane): `outbox:${Id}` => `outbox:${lane.conversationId}`;
const put = (item: OutboxItem): Effect => write({ put: 'outbox', item });
const drop = (clientMsgId: Id): Effect => write({ drop: 'outbox', clientMsgId });
const idle = (lane: OutboxLane): OutboxLane => ({ ...lane, flight: { at: 'idle' } });
const changed = ([lane, effects]: Step): Step => [lane, [...effects, { do: 'changed', conversationId: lane.conversationId }]];

/** 2 s, doubled up to 30 s, ± 20 %. */
const resendMs = (attempt: number, random: () => number): number => backoffCeiling(attempt, BACKOFF.resend) * (0.8 + 0.4 * random());

/** The oldest waiting entries that fit one frame, or one that is about another. Order is kept, so nothing behind one that does not fit goes first. */
function nextBatch(lane: OutboxLane, context: Context): readonly OutboxItem[] {
  const waiting = lane.items.filter((i) => i.state.at === 'waiting');
  if (waiting[0] && isAction(waiting[0].kind)) return [waiting[0]];
  let room = context.limits.maxFrameBytes - FRAME_OVERHEAD_BYTES;
  const end = waiting.findIndex((item, i) => {
    room -= item.body.length + ENTRY_OVERHEAD_BYTES;
    return i > 0 && (room < 0 || isAction(item.kind));
  });
  const most = lane.single ? 1 : context.limits.maxBatchEntries;
  return waiting.slice(0, Math.min(end < 0 ? waiting.length : end, most));
}

function advance(lane: OutboxLane, context: Context, effects: readonly LaneEffect[]): Step {
  return lane.flight.at === 'idle' ? transmit(lane, 0, context, effects) : [lane, effects];
}

function transmit(lane: OutboxLane, attempt: number, context: Context, effects: readonly LaneEffect[]): Step {
  const batch = nextBatch(lane, context);
  if (!context.online || batch.length === 0) {
    return [
      { ...idle(lane), single: lane.single && batch.length > 0 },
      lane.flight.at === 'idle' ? effects : [...effects, cancel(key(lane))],
    ];
  }
  const ref = context.fresh();
  const entries = batch.map(outgoing);
  return [
    { ...lane, flight: { at: 'inflight', ids: batch.map((i) => i.clientMsgId), ref, attempt } },
    [
      ...effects,
      { do: 'send', up: { kind: 'userMessage', conversationId: lane.conversationId, entries }, ref, lane: 'live' },
      timer(key(lane), resendMs(attempt, context.random)),
    ],
  ];
}

const outgoing = ({ clientMsgId, kind, targetSeq, body }: OutboxItem): OutgoingEntry => ({ clientMsgId, kind, targetSeq, body });

function onResults(lane: OutboxLane, results: readonly AckResult[], context: Context): Step {
  const byId = new Map(results.map((r) => [r.clientMsgId, r]));
  const puts: Effect[] = [];
  const outcomes: LaneEffect[] = [];
  const items = lane.items.flatMap((item) => {
    const result = byId.get(item.clientMsgId);
    if (!result || item.state.at === 'sent' || (result.code !== 0 && !isFinal(result.code))) return [item];
    const next = { ...item, state: stateAfter(result) };
    outcomes.push(...outcome(next, result));
    if (next.state.at === 'failed' && isAction(item.kind)) {
      // there is nothing to retry: who asked for it was told
      puts.push(drop(item.clientMsgId));
      return [];
    }
    puts.push(put(next));
    return [next];
  });
  // outcomes drop items from the store: no write of theirs may come after that
  const effects = [...puts, ...outcomes];
  const delayed = results.filter((r) => r.code !== 0 && !isFinal(r.code));
  const next = { ...lane, items };
  if (delayed.length > 0 && inFlight(lane, delayed))
    return backoff(next, Math.max(...delayed.map((r) => r.retryAfterMs)), context, effects);
  return landed(next, context, effects);
}

const stateAfter = (result: AckResult): OutboxState =>
  result.code === 0
    ? { at: 'sent', seq: result.seq, messageId: result.messageId }
    : { at: 'failed', code: result.code, name: nameOf(result.code) };

const outcome = (item: OutboxItem, result: AckResult): LaneEffect[] => [
  ...settled(item),
  ...(result.code === 0 ? [{ do: 'acked' as const, item, result }] : []),
];

/** For whoever waits for it, also when it is asked for once more; nothing while the server has not said it. */
export function settled({ clientMsgId, state }: OutboxItem): Effect[] {
  switch (state.at) {
    case 'waiting':
      return [];
    case 'sent':
      return [{ do: 'settle', clientMsgId, outcome: { ok: true, messageId: state.messageId, seq: state.seq } }];
    case 'failed':
      return [{ do: 'settle', clientMsgId, outcome: { ok: false, code: state.code, name: state.name } }];
  }
}

const inFlight = (lane: OutboxLane, results: readonly AckResult[]): boolean =>
  lane.flight.at === 'inflight' && lane.flight.ids.some((id) => results.some((r) => r.clientMsgId === id));

/** The server's own advice counts, if it gave one. */
function backoff(lane: OutboxLane, retryAfterMs: number, context: Context, effects: readonly LaneEffect[]): Step {
  const attempt = lane.flight.at === 'idle' ? 0 : lane.flight.attempt;
  const afterMs = retryAfterMs > 0 ? retryAfterMs * (1 + 0.2 * context.random()) : resendMs(attempt, context.random);
  return [{ ...lane, flight: { at: 'backoff', attempt } }, [...effects, timer(key(lane), afterMs)]];
}

/** The next batch goes out when nothing of the last one is open. */
function landed(lane: OutboxLane, context: Context, effects: readonly LaneEffect[]): Step {
  if (lane.flight.at !== 'inflight') return [lane, effects];
  const waiting = new Set(lane.items.filter((i) => i.state.at === 'waiting').map((i) => i.clientMsgId));
  const open = lane.flight.ids.filter((id) => waiting.has(id));
  if (open.length > 0) return [{ ...lane, flight: { ...lane.flight, ids: open } }, effects];
  return transmit(lane, 0, context, effects);
}

/** The whole batch was refused by an Error frame. */
function onRefused(lane: OutboxLane, code: number, retryAfterMs: number, context: Context): Step {
  if (lane.flight.at !== 'inflight') return [lane, []];
  if (!isFinal(code)) return backoff(lane, retryAfterMs, context, []);
  const { ids } = lane.flight;
  if (ids.length > 1) return transmit({ ...lane, single: true }, 0, context, []);
  const refused = ids.map((clientMsgId) => ({ clientMsgId, code, messageId: '0', seq: 0, countableNo: 0, createdAt: 0, retryAfterMs: 0 }));
  return onResults(lane, refused, context);
}

function onCovered(lane: OutboxLane, cursor: number, own: readonly LoggedEntry[], context: Context): Step {
  const logged = new Map(own.map((e) => [e.clientMsgId, e]));
  const gone = lane.items.filter((i) => logged.has(i.clientMsgId) || (i.state.at === 'sent' && i.state.seq <= cursor));
  if (gone.length === 0) return [lane, []];
  const effects = gone.flatMap((item): LaneEffect[] => {
    const entry = logged.get(item.clientMsgId);
    const { clientMsgId } = item;
    if (!entry || item.state.at === 'sent') return [drop(clientMsgId)];
    return [drop(clientMsgId), { do: 'settle', clientMsgId, outcome: { ok: true, messageId: entry.messageId, seq: entry.seq } }];
  });
  return changed(landed({ ...lane, items: lane.items.filter((i) => !gone.includes(i)) }, context, effects));
}

function onRecalled(lane: OutboxLane, seq: number): Step {
  const effects: LaneEffect[] = [];
  const items = lane.items.map((item) => {
    const body = item.kind === 'message' && item.targetSeq === seq ? unquoted(item.body) : item.body;
    if (body === item.body) return item;
    effects.push(put({ ...item, body }));
    return { ...item, body };
  });
  return [{ ...lane, items }, effects];
}

function onRetry(lane: OutboxLane, clientMsgId: Id, order: number, context: Context): Step {
  const failed = lane.items.find((i) => i.clientMsgId === clientMsgId && i.state.at === 'failed');
  if (!failed) return [lane, []];
  const again: OutboxItem = { ...failed, order, state: { at: 'waiting' } };
  return advance({ ...lane, items: [...lane.items.filter((i) => i !== failed), again] }, context, [put(again)]);
}

function onDiscard(lane: OutboxLane, clientMsgId: Id): Step {
  const items = lane.items.filter((i) => i.clientMsgId !== clientMsgId || i.state.at !== 'failed');
  return items.length === lane.items.length ? [lane, []] : [{ ...lane, items }, [drop(clientMsgId)]];
}
