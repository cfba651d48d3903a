import type { Id } from '@godwit/shared/ids/id';
import type { Context } from '../core/context.js';
import { cancel, type Effect, show, timer, write } from '../core/effect.js';
import { isAction } from '@godwit/shared/protocol/messages/entry-kind';
import type { SeqRange } from '@godwit/shared/protocol/messages/seq-range';
import type { ConversationState, DownOf, Entry } from '../wire.js';
import { applyActions } from './apply-action.js';
import { applyEntries, mentions } from './apply-entries.js';
import { endsStay } from './apply-group-event.js';
import { applyMember, withoutHiddenPreview } from './apply-member.js';
import { applyDeliveryReceipt, applyReadReceipt } from './apply-receipt.js';
import { applyState, newRecord } from './apply-state.js';
import { asOf, type CachedEntry } from './cached-entry.js';
import type { ConversationRecord } from './conversation-record.js';
import { type Gap, type GapEffect, type GapEvent, MAX_BUFFERED, newGap, type Pull, stepGap } from './gap.js';
import { addRange, rangeAt, rangesWithin } from './ranges.js';
import { brought, noActions, type RecentActions, remember } from './recent-actions.js';
import { confirmed, joined, newlyHidden, overlaid, type Unsent } from './settings.js';

// Hops 9–10: what the server says, applied to the conversations. Bounded: ≤ 200 buffered entries a conversation, ≤ 100 conversations not known yet.

const MAX_STRANGERS = 100;
const TAIL_ENTRIES = 50;

/** Signals are handled by the core before any effect runs. */
export type InboxSignal =
  | { readonly do: 'pull'; readonly conversationId: Id; readonly pull: Pull }
  /** The log was applied up to `cursor`. */
  | { readonly do: 'applied'; readonly conversationId: Id; readonly cursor: number; readonly own: readonly Entry[] }
  | { readonly do: 'delivered'; readonly conversationId: Id; readonly seq: number }
  | { readonly do: 'read'; readonly conversationId: Id; readonly seq: number }
  | { readonly do: 'again'; readonly conversationId: Id; readonly seq: number }
  | { readonly do: 'lookup'; readonly ids: readonly Id[] }
  /** What waits to be sent must not quote this message any more. */
  | { readonly do: 'recalled'; readonly conversationId: Id; readonly seq: number };

export type InboxEffect = Effect | InboxSignal;

/** How a state was learned. fresh: the first sync of this device, where older entries are history and not news. */
export interface StateSource {
  readonly fresh: boolean;
  readonly waitMs: number;
}

interface Tracked {
  readonly record: ConversationRecord;
  readonly gap: Gap;
  readonly recent: RecentActions;
}

/** The log goes on from `from` to the cursor; nothing is new when that is before it. */
interface Moved {
  readonly gap: Gap;
  readonly from: number;
}

export class Inbox {
  readonly #tracked = new Map<Id, Tracked>();
  /** Pushes of conversations whose state is being looked up, because they are not known or the user may have come back. */
  readonly #strangers = new Map<Id, readonly Entry[]>();

  load(records: readonly ConversationRecord[]): Effect[] {
    for (const record of records) {
      const { cursor, head, ranges } = record;
      const phase = { at: head > cursor ? ('stalled' as const) : ('level' as const) };
      this.#tracked.set(record.id, { record, gap: { ...newGap(cursor), head, ranges, phase }, recent: noActions(cursor) });
    }
    return records.map((record) => show({ show: 'conversation', record }));
  }

  clear(): void {
    this.#tracked.clear();
    this.#strangers.clear();
  }

  record(id: Id): ConversationRecord | undefined {
    return this.#tracked.get(id)?.record;
  }

  ids(): Iterable<Id> {
    return this.#tracked.keys();
  }

  online(context: Context): InboxEffect[] {
    return [...this.#tracked.keys()].flatMap((id) => this.step(id, { type: 'online' }, context));
  }

  offline(context: Context): InboxEffect[] {
    return [...this.#tracked.keys()].flatMap((id) => this.step(id, { type: 'offline' }, context));
  }

  /** awaited: its state is asked for, because it may begin a new log. */
  push({ conversationId, epoch, entries }: DownOf<'pushMessage'>, awaited: boolean, context: Context): InboxEffect[] {
    const tracked = this.#tracked.get(conversationId);
    if (!tracked || awaited) return this.#keep(conversationId, entries);
    const { maxSeq } = tracked.record;
    if (maxSeq > 0 && entries.some(({ seq }) => seq > maxSeq)) return this.#keep(conversationId, entries);
    if (epoch !== tracked.record.epoch) return [{ do: 'lookup', ids: [conversationId] }];
    return this.step(conversationId, { type: 'entries', entries }, context);
  }

  #keep(conversationId: Id, entries: readonly Entry[]): InboxEffect[] {
    const kept = this.#strangers.get(conversationId) ?? [];
    if (kept.length > 0 || this.#strangers.size < MAX_STRANGERS) {
      this.#strangers.set(conversationId, [...kept, ...entries].slice(-MAX_BUFFERED));
    }
    return [{ do: 'lookup', ids: [conversationId] }];
  }

  state(state: ConversationState, source: StateSource, context: Context): InboxEffect[] {
    const id = state.conversationId;
    const tracked = this.#tracked.get(id);
    const replaced = tracked !== undefined && (tracked.record.epoch !== state.epoch || cameBack(tracked.record, state.member));
    if (!tracked || replaced) this.#tracked.set(id, adopt(state, source.fresh && !replaced));
    else this.#tracked.set(id, { ...tracked, record: applyState(tracked.record, state) });
    const hidden = tracked ? unseen(id, newlyHidden(tracked.record.hidden, state.member.hidden)) : [];
    const dropped: InboxEffect[] = replaced ? [...forgotten(id), cancel(`gap:${id}`)] : hidden;
    const early = this.#strangers.get(id) ?? [];
    this.#strangers.delete(id);
    return [
      ...dropped,
      ...this.step(id, { type: 'head', seq: visibleHead(state), waitMs: source.waitMs }, context, true),
      ...this.#early(id, early, context),
    ];
  }

  /** What waited for the state. Beyond the user's own going it waits on, for the state that says that he came back. */
  #early(id: Id, early: readonly Entry[], context: Context): InboxEffect[] {
    const maxSeq = this.record(id)?.maxSeq ?? 0;
    const later = maxSeq > 0 ? early.filter(({ seq }) => seq > maxSeq) : [];
    if (later.length > 0) this.#strangers.set(id, later);
    const now = early.filter((entry) => !later.includes(entry));
    return now.length > 0 ? this.step(id, { type: 'entries', entries: now }, context) : [];
  }

  page(conversationId: Id, page: DownOf<'historyPage'>, asked: Pull, context: Context): InboxEffect[] {
    const record = this.record(conversationId);
    if (record && isOfLog(record, page)) return this.step(conversationId, { type: 'page', page, asked }, context);
    return [
      ...this.step(conversationId, { type: 'failed', asked, retry: true, retryAfterMs: 0 }, context),
      { do: 'lookup', ids: [conversationId] },
    ];
  }

  /** The page was read too long ago: what has changed its entries since is not known any more. */
  isStale(conversationId: Id, { epoch, lastSeq }: DownOf<'historyPage'>): boolean {
    const tracked = this.#tracked.get(conversationId);
    return tracked !== undefined && tracked.record.epoch === epoch && lastSeq < tracked.recent.after;
  }

  /** Also while the screen does not show it yet: the user may quote what is being taken back. */
  isRecalled(conversationId: Id, seq: number): boolean {
    const actions = this.#tracked.get(conversationId)?.recent.actions ?? [];
    return actions.some(({ kind, targetSeq }) => kind === 'recall' && targetSeq === seq);
  }

  /** Whether a part that was read is of the log that is followed: it may have been dropped meanwhile. */
  holds(conversationId: Id, fromSeq: number, toSeq: number): boolean {
    const range = rangeAt(this.#tracked.get(conversationId)?.gap.ranges ?? [], fromSeq);
    return range !== undefined && toSeq <= range.to;
  }

  /** Entries that were read before, as they are now. */
  current(conversationId: Id, entries: readonly CachedEntry[], { me }: Context): readonly CachedEntry[] {
    const tracked = this.#tracked.get(conversationId);
    return tracked ? brought(tracked.recent, entries, me) : entries;
  }

  /** A page below the cursor: cached and, where it is open, shown. It is not news. */
  history(conversationId: Id, page: DownOf<'historyPage'>, context: Context): InboxEffect[] {
    const tracked = this.#tracked.get(conversationId);
    if (!tracked) return [];
    if (!isOfLog(tracked.record, page)) return [{ do: 'lookup', ids: [conversationId] }];
    const toSeq = Math.min(page.toSeq, tracked.gap.cursor);
    const entries = page.entries.filter((e) => e.seq <= toSeq).map((e) => asOf(e, page.lastSeq));
    const shown = brought(tracked.recent, entries, context.me);
    const gap = { ...tracked.gap, ranges: addRange(tracked.gap.ranges, page.fromSeq, toSeq) };
    return [
      write({ put: 'entries', conversationId, entries: shown }),
      ...this.#save(tracked.record, gap),
      show({ show: 'merge', conversationId, entries: shown, fromSeq: page.fromSeq, toSeq, apart: false }),
      ...recalledIn(conversationId, shown),
      { do: 'applied', conversationId, cursor: gap.cursor, own: entries.filter((e) => e.senderId === context.me) },
    ];
  }

  /** What a new device caches of a conversation before anybody opens it. */
  tail(conversationId: Id): readonly { readonly conversationId: Id; readonly pull: Pull }[] {
    const { cursor = 0, minSeq = 0, ranges = [] } = this.record(conversationId) ?? {};
    if (cursor === 0 || ranges.length > 0) return [];
    return [{ conversationId, pull: { from: Math.max(1, minSeq), to: cursor, limit: TAIL_ENTRIES, direction: 'backward' } }];
  }

  member(member: ConversationState['member']): InboxEffect[] {
    const id = member.conversationId;
    const record = this.record(id);
    if (record && cameBack(record, member)) return [{ do: 'lookup', ids: [id] }];
    const before = record?.lastEntry;
    const hidden = record ? unseen(id, newlyHidden(record.hidden, member.hidden)) : [];
    const changed = [...hidden, ...this.#change(id, (record) => applyMember(record, member))];
    return before && !this.record(id)?.lastEntry ? [...changed, { do: 'lookup', ids: [id] }] : changed;
  }

  /** Shown at once; the server hears of it later. */
  settings(id: Id, patch: Unsent, context: Context): InboxEffect[] {
    const tracked = this.#tracked.get(id);
    if (!tracked) return [];
    const { record, gap } = tracked;
    const unsent = joined(record.unsent, patch);
    return this.#save(withoutHiddenPreview({ ...record, ...overlaid(record, patch, context.now), unsent }), gap);
  }

  /** The server has taken what was sent, or refused it for good: then its state is read again. */
  settled(id: Id, sent: Unsent, state: ConversationState['member'] | undefined): InboxEffect[] {
    const tracked = this.#tracked.get(id);
    if (!tracked) return [];
    const left = this.#save({ ...tracked.record, unsent: confirmed(tracked.record.unsent, sent) }, tracked.gap);
    const known = state ? [...unseen(id, sent.hide ?? []), ...this.member(state)] : [];
    return [...left, ...known, ...(!state || sent.hide ? [{ do: 'lookup' as const, ids: [id] }] : [])];
  }

  readReceipt(receipt: DownOf<'readReceipt'>, context: Context): InboxEffect[] {
    if (receipt.readerId === context.me) return [];
    return this.#change(receipt.conversationId, (record) => applyReadReceipt(record, receipt));
  }

  deliveryReceipt(receipt: DownOf<'deliveryReceipt'>, context: Context): InboxEffect[] {
    if (receipt.userId === context.me) return [];
    return this.#change(receipt.conversationId, (record) => applyDeliveryReceipt(record, receipt));
  }

  /** countableNo: of the entry at seq; without it the server's answer brings the number. */
  markRead(conversationId: Id, seq: number, countableNo: number | undefined): InboxEffect[] {
    const tracked = this.#tracked.get(conversationId);
    if (!tracked) return [];
    const readSeq = Math.min(seq, tracked.gap.cursor);
    if (readSeq <= tracked.record.readSeq) return [];
    const known = readSeq >= tracked.record.countedAt ? tracked.record.countableTotal : countableNo;
    const readCountable = known ?? tracked.record.readCountable;
    const marked = { ...tracked.record, readSeq, readCountable, unsentRead: readSeq };
    return [...this.#save(marked, tracked.gap), { do: 'read', conversationId, seq: readSeq }];
  }

  delivered(conversationId: Id, seq: number): InboxEffect[] {
    return this.#change(conversationId, (record) => ({ ...record, deliveredSeq: Math.max(record.deliveredSeq, seq) }));
  }

  /** Read marks of these conversations that the server has not told of. */
  openReads(ids: readonly Id[]): InboxSignal[] {
    return ids.flatMap((conversationId): InboxSignal[] => {
      const seq = this.record(conversationId)?.unsentRead ?? 0;
      return seq > 0 ? [{ do: 'again', conversationId, seq }] : [];
    });
  }

  /** Marks that the server does not have, as far as is known. */
  openMarks(): InboxSignal[] {
    return [...this.#tracked.values()].flatMap(({ record }): InboxSignal[] => [
      ...(record.unsentRead > 0 ? [{ do: 'read' as const, conversationId: record.id, seq: record.unsentRead }] : []),
      ...(tellsDelivery(record) && record.ranges.length > 0 && record.cursor > record.deliveredSeq
        ? [{ do: 'delivered' as const, conversationId: record.id, seq: record.cursor }]
        : []),
    ]);
  }

  step(id: Id, event: GapEvent, context: Context, save = false): InboxEffect[] {
    const tracked = this.#tracked.get(id);
    if (!tracked) return [];
    const [gap, effects, later] = upToOwnGoing(tracked.record, stepGap(tracked.gap, event, context.random), context.me);
    const applied = effects.flatMap((e) => (e.do === 'apply' ? e.entries : []));
    const jumped = effects.some((e) => e.do === 'jump');
    const rest = [...effects.flatMap((e) => asked(id, e)), ...(later.length > 0 ? this.#keep(id, later) : [])];
    const moved = gap.cursor !== tracked.gap.cursor;
    if (!moved && !save && gap.head === tracked.gap.head) {
      this.#tracked.set(id, { ...tracked, gap });
      return rest;
    }
    const from = jumped ? (applied[0]?.seq ?? gap.cursor + 1) : tracked.gap.cursor + 1;
    if (jumped) this.#tracked.set(id, { ...tracked, recent: noActions(from - 1) });
    const record = jumped ? withoutLast(tracked.record, from) : tracked.record;
    return [
      ...(jumped ? forgotten(id) : []),
      ...this.#applied(record, { gap, from }, applied, context),
      ...(moved ? this.#covered(record, gap, applied, context) : []),
      ...rest,
    ];
  }

  #applied(record: ConversationRecord, { gap, from }: Moved, read: readonly CachedEntry[], context: Context): InboxEffect[] {
    const { me } = context;
    const conversationId = record.id;
    const actions = read.filter(({ kind }) => isAction(kind));
    const entries = actions.length === 0 ? read : read.map((entry) => applyActions(entry, actions, me));
    const saved = this.#save(applyEntries(record, entries, me), gap, entries);
    const shown = from > gap.cursor ? [] : [show({ show: 'append', conversationId, entries, fromSeq: from, toSeq: gap.cursor })];
    if (entries.length === 0) return [...saved, ...shown];
    return [
      write({ put: 'entries', conversationId, entries }),
      ...(actions.length === 0 ? [] : [write({ put: 'actions', conversationId, actions, me })]),
      ...saved,
      ...shown,
      ...(actions.length === 0 ? [] : acted(record, actions, me)),
      ...recalledIn(conversationId, entries),
    ];
  }

  #covered(record: ConversationRecord, gap: Gap, applied: readonly Entry[], context: Context): InboxSignal[] {
    const conversationId = record.id;
    const own = applied.filter((e) => e.senderId === context.me);
    const foreign = applied.length > own.length;
    return [
      { do: 'applied', conversationId, cursor: gap.cursor, own },
      ...(foreign && tellsDelivery(record) ? [{ do: 'delivered' as const, conversationId, seq: gap.cursor }] : []),
    ];
  }

  #change(id: Id, change: (record: ConversationRecord) => ConversationRecord): InboxEffect[] {
    const tracked = this.#tracked.get(id);
    return tracked ? this.#save(change(tracked.record), tracked.gap) : [{ do: 'lookup', ids: [id] }];
  }

  #save(changed: ConversationRecord, gap: Gap, applied: readonly Entry[] = []): InboxEffect[] {
    const record = { ...changed, cursor: gap.cursor, head: gap.head, ranges: gap.ranges };
    const recent = this.#tracked.get(record.id)?.recent ?? noActions(gap.cursor);
    this.#tracked.set(record.id, { record, gap, recent: remember(recent, applied) });
    return [write({ put: 'conversation', record }), show({ show: 'conversation', record })];
  }
}

/** Whether the server reads it from the log that is followed here. */
const isOfLog = ({ epoch, minSeq }: ConversationRecord, page: DownOf<'historyPage'>): boolean =>
  page.epoch === epoch && page.firstSeq <= Math.max(1, minSeq);

/** Where the log begins for a conversation that was not known. */
function adopt(state: ConversationState, fresh: boolean): Tracked {
  const first = Math.max(0, state.member.minSeq - 1);
  const cursor = fresh ? Math.max(first, visibleHead(state)) : first;
  return { record: newRecord(state), gap: newGap(cursor), recent: noActions(cursor) };
}

/** Whoever left and came back does not see any more what he saw before; the state of the conversation tells where his log begins. */
const cameBack = (known: ConversationRecord, { version, minSeq }: ConversationState['member']): boolean =>
  version > known.memberVersion && minSeq > known.minSeq;

/** A step that goes over the user's own going ends there: what lies beyond, if he came back, belongs to a log that begins anew. */
function upToOwnGoing(
  { countedAt }: ConversationRecord,
  [gap, effects]: readonly [Gap, readonly GapEffect[]],
  me: Id,
): readonly [Gap, readonly GapEffect[], later: readonly Entry[]] {
  const applied = effects.flatMap((e) => (e.do === 'apply' ? e.entries : []));
  const end = applied.findIndex((entry) => entry.seq > countedAt && endsStay(entry, me));
  const last = applied[end];
  if (last === undefined || end === applied.length - 1) return [gap, effects, []];
  const cut: Gap = { ...newGap(last.seq), head: gap.head, ranges: rangesWithin(gap.ranges, 1, last.seq) };
  const jump = effects.filter((e) => e.do === 'jump');
  return [cut, [...jump, { do: 'apply', entries: applied.slice(0, end + 1) }, { do: 'unwait' }], applied.slice(end + 1)];
}

/** Nothing that is cached can be trusted any more. */
const forgotten = (conversationId: Id): Effect[] => [write({ drop: 'entries', conversationId }), show({ show: 'reset', conversationId })];

/** What the server has hidden from the user (hidden or cleared by him, or older than what the deployment keeps) leaves the device too. */
const unseen = (conversationId: Id, ranges: readonly SeqRange[]): Effect[] =>
  ranges.length === 0 ? [] : [write({ drop: 'entries', conversationId, ranges })];

/** An entry from before a jump may have been recalled in the hole. */
const withoutLast = (record: ConversationRecord, jumpedTo: number): ConversationRecord =>
  (record.lastEntry?.asOf ?? jumpedTo) < jumpedTo ? { ...record, lastEntry: null } : record;

/** Which earlier message names the user is known to the server alone. */
function acted({ id, mentionedSeq }: ConversationRecord, actions: readonly Entry[], me: Id): InboxEffect[] {
  const recalls = actions.filter(({ kind }) => kind === 'recall');
  const edits = actions.filter(({ kind }) => kind === 'edit');
  const mentionsMoved = [...recalls, ...edits].some((e) => e.targetSeq === mentionedSeq) || edits.some((e) => mentions(e, me));
  return [show({ show: 'act', conversationId: id, actions }), ...(mentionsMoved ? [{ do: 'lookup' as const, ids: [id] }] : [])];
}

/** What waits may quote them: also when the recall lies in a part of the log that was never followed here, and is read as history. */
const recalledIn = (conversationId: Id, entries: readonly Entry[]): InboxSignal[] =>
  entries.flatMap(({ kind, recalled, seq, targetSeq }): InboxSignal[] => {
    if (kind !== 'recall' && !recalled) return [];
    return [{ do: 'recalled', conversationId, seq: recalled ? seq : targetSeq }];
  });

const visibleHead = ({ lastSeq, member }: ConversationState): number => (member.maxSeq > 0 ? Math.min(lastSeq, member.maxSeq) : lastSeq);

function asked(id: Id, effect: GapEffect): InboxEffect[] {
  switch (effect.do) {
    case 'apply':
      return [];
    case 'jump':
      return [{ do: 'lookup', ids: [id] }];
    case 'pull':
      return [{ do: 'pull', conversationId: id, pull: effect.pull }];
    case 'wait':
      return [timer(`gap:${id}`, effect.ms)];
    case 'unwait':
      return [cancel(`gap:${id}`)];
  }
}

/** Only the other party of a direct conversation is shown it; in a group each message would write a row of every member. */
const tellsDelivery = ({ type }: ConversationRecord): boolean => type === 'direct';
