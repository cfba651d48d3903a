import type { Id } from '@godwit/shared/ids/id';
import type { MessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { ConversationRecord } from '../inbox/conversation-record.js';
import { firstShown, isHidden } from '../inbox/settings.js';
import type { OutboxItem } from '../outbox/item.js';
import { applyActions } from '../inbox/apply-action.js';
import type { CachedEntry } from '../inbox/cached-entry.js';
import type { Entry } from '../wire.js';
import type { Part, ViewChange } from './change.js';
import type { Conversation, GroupView } from './conversation.js';
import { type DecodeBody, entryItem, pendingItem } from './decode.js';
import type { EntryItem, PendingItem, TimelineItem } from './timeline.js';
import { inListOrder } from './list-order.js';
import { append, EMPTY_WINDOW, firstLoaded, merge, type Place, trimmed, type Window, withGaps } from './window.js';

/** What changed, for one round of events. */
export interface ViewNews {
  readonly entries: readonly EntryItem[];
  readonly timelines: ReadonlySet<Id>;
  readonly list: boolean;
}

interface Shown {
  readonly record: ConversationRecord;
  readonly conversation: Conversation;
}

/** What the user sees: only what was committed. Bounded: timelines of opened conversations, by the rows that are kept of each. */
export class View {
  readonly #decode: DecodeBody;
  readonly #shown = new Map<Id, Shown>();
  readonly #pending = new Map<Id, readonly PendingItem[]>();
  /** Of pending items, which are built anew whenever one of them changes. */
  readonly #bodies = new WeakMap<Uint8Array, MessageBody>();
  readonly #windows = new Map<Id, Window>();
  /** Where its readers are. */
  readonly #places = new Map<Id, readonly Place[]>();
  /** Of the items in windows. */
  readonly #sources = new WeakMap<EntryItem, CachedEntry>();
  /** Items without the preview of what they quote. */
  readonly #unquoted = new WeakMap<EntryItem, EntryItem>();
  /** Built on demand, forgotten when something changes. */
  readonly #built = { list: undefined as readonly Conversation[] | undefined, timelines: new Map<Id, readonly TimelineItem[]>() };

  constructor(decode: DecodeBody) {
    this.#decode = decode;
  }

  conversation(id: Id): Conversation | undefined {
    return this.#shown.get(id)?.conversation;
  }

  conversations(): readonly Conversation[] {
    this.#built.list ??= inListOrder([...this.#shown.values()].filter(({ record }) => isListed(record)).map((s) => s.conversation));
    return this.#built.list;
  }

  openIds(): readonly Id[] {
    return [...this.#windows.keys()];
  }

  isOpen(id: Id): boolean {
    return this.#windows.has(id);
  }

  /** Where its readers are; undefined: nobody has said. */
  places(id: Id): readonly Place[] | undefined {
    return this.#places.get(id);
  }

  window(id: Id): Window {
    return this.#windows.get(id) ?? EMPTY_WINDOW;
  }

  timeline(id: Id): readonly TimelineItem[] {
    const built = this.#built.timelines.get(id);
    if (built) return built;
    const record = this.#shown.get(id)?.record;
    const loaded = withGaps(this.window(id), id, record?.cursor ?? 0);
    const entries = record ? loaded.filter((item) => isToShow(item, record)).map((item) => this.#quoting(item, record)) : loaded;
    const items = followedBy(entries, this.#pending.get(id) ?? []);
    this.#built.timelines.set(id, items);
    return items;
  }

  /** What is hidden is not shown in a quote of it either: what expired goes like that on devices that have the quote in their cache. */
  #quoting(item: TimelineItem, record: ConversationRecord): TimelineItem {
    if (item.at !== 'entry') return item;
    const quoted = item.body.replyTo;
    if (!quoted?.preview || !isHidden(record, quoted.seq)) return item;
    const known = this.#unquoted.get(item) ?? { ...item, body: { ...item.body, replyTo: { ...quoted, preview: '' } } };
    this.#unquoted.set(item, known);
    return known;
  }

  apply(changes: readonly ViewChange[], me: Id): ViewNews {
    const news = { entries: [] as EntryItem[], timelines: new Set<Id>(), list: false };
    for (const change of changes) {
      if (change.show === 'clear') {
        for (const id of this.#clear()) news.timelines.add(id);
        news.list = true;
        continue;
      }
      const id = change.show === 'conversation' ? change.record.id : change.conversationId;
      if (this.#changesTimeline(change)) news.timelines.add(id);
      if (change.show === 'append') news.entries.push(...this.#append(id, change, me));
      else this.#change(id, change, me);
      news.list ||= change.show !== 'merge' && change.show !== 'around' && change.show !== 'goTo';
    }
    for (const id of news.timelines) news.list = this.#forget(id, me) || news.list;
    if (news.list) this.#built.list = undefined;
    return news;
  }

  #changesTimeline(change: Exclude<ViewChange, { show: 'clear' }>): boolean {
    if (change.show === 'conversation') return this.#hides(change.record);
    if (change.show !== 'around' && change.show !== 'goTo') return true;
    const window = this.window(change.conversationId);
    return trimmed(window, this.#placesAfter(change)) !== window;
  }

  #placesAfter(change: ViewChange & { show: 'around' | 'goTo' }): readonly Place[] | undefined {
    if (change.show === 'around') return change.places;
    const places = this.#places.get(change.conversationId);
    return places && moved(places, change.seq);
  }

  /** Whether other entries are hidden than before. */
  #hides(record: ConversationRecord): boolean {
    const before = this.#shown.get(record.id)?.record.hidden ?? [];
    return before !== record.hidden && before.length + record.hidden.length > 0;
  }

  /** The timelines that are gone. */
  #clear(): readonly Id[] {
    const gone = [...this.#windows.keys()];
    for (const map of [this.#shown, this.#pending, this.#windows, this.#places, this.#built.timelines]) map.clear();
    return gone;
  }

  #append(id: Id, { entries, fromSeq, toSeq }: Part, me: Id): readonly EntryItem[] {
    const items = entries.map((e) => this.#item(id, e, me));
    const window = this.#windows.get(id);
    if (window) this.#setWindow(id, append(window, items, { from: fromSeq, to: toSeq }));
    const record = this.#shown.get(id)?.record;
    return record ? items.filter(({ seq }) => !isHidden(record, seq)) : items;
  }

  #change(id: Id, change: Exclude<ViewChange, { show: 'append' | 'clear' }>, me: Id): void {
    switch (change.show) {
      case 'conversation':
        return this.#record(change.record, me);
      case 'pending':
        return this.#setPending(id, change.items);
      case 'merge':
        return this.#merge(id, change, me);
      case 'act':
        return this.#act(id, change.actions, me);
      case 'open':
        this.#windows.set(id, this.window(id));
        return;
      case 'around':
      case 'goTo':
        return this.#keepAround(id, this.#placesAfter(change));
      case 'leave':
        this.#windows.delete(id);
        this.#places.delete(id);
        return;
      case 'reset':
        if (this.#windows.has(id)) this.#windows.set(id, EMPTY_WINDOW);
    }
  }

  #setWindow(id: Id, window: Window): void {
    this.#windows.set(id, trimmed(window, this.#places.get(id)));
  }

  #keepAround(id: Id, places: readonly Place[] | undefined): void {
    const window = this.#windows.get(id);
    if (!window || !places) return;
    this.#places.set(id, places);
    this.#setWindow(id, window);
  }

  #merge(id: Id, change: ViewChange & { show: 'merge' }, me: Id): void {
    const window = this.#windows.get(id);
    if (!window) return;
    const items = change.entries.map((e) => this.#item(id, e, me));
    this.#setWindow(id, merge(window, items, { from: change.fromSeq, to: change.toSeq }, change.apart));
  }

  #item(id: Id, entry: CachedEntry, me: Id): EntryItem {
    const item = entryItem(id, entry, me, this.#decode);
    this.#sources.set(item, entry);
    return item;
  }

  #act(id: Id, actions: readonly Entry[], me: Id): void {
    const window = this.#windows.get(id);
    if (!window) return;
    const entries = window.entries.map((item) => {
      const source = this.#sources.get(item)!;
      const changed = applyActions(source, actions, me);
      return changed === source ? item : this.#item(id, changed, me);
    });
    this.#windows.set(id, { ...window, entries });
  }

  #setPending(id: Id, items: readonly OutboxItem[]): void {
    const messages = items.filter(({ kind }) => kind === 'message');
    this.#pending.set(
      id,
      messages.map((item) => pendingItem(item, (body) => this.#decodePending(body))),
    );
  }

  #decodePending(bytes: Uint8Array): MessageBody {
    const body = this.#bodies.get(bytes) ?? this.#decode(bytes);
    this.#bodies.set(bytes, body);
    return body;
  }

  #record(record: ConversationRecord, me: Id): void {
    const { id } = record;
    const before = this.#shown.get(id);
    const { lastEntry } = record;
    const same = before?.record.lastEntry === lastEntry ? before?.conversation.lastEntry : undefined;
    const item = same ?? (lastEntry && entryItem(id, lastEntry, me, this.#decode));
    this.#shown.set(id, { record, conversation: this.#summary(record, item) });
    this.#built.timelines.delete(id);
  }

  /** A timeline that changed also changes what the list says about it. */
  #forget(id: Id, me: Id): boolean {
    this.#built.timelines.delete(id);
    const shown = this.#shown.get(id);
    if (!shown) return false;
    this.#record(shown.record, me);
    return this.#shown.get(id)?.conversation.hasOlder !== shown.conversation.hasOlder;
  }

  #summary(record: ConversationRecord, lastEntry: EntryItem | null): Conversation {
    const { id, type, title, avatar, peerId, readSeq, pinnedSeqs, peerReadSeq, peerDeliveredSeq, lastActivityAt } = record;
    const { pinnedAt, muteLevel, muteUntil, archived, markedUnread, draft, canSend } = record;
    const pending = this.#pending.get(id) ?? [];
    const failed = pending.filter((p) => p.state === 'failed').length;
    return {
      id,
      type,
      title,
      avatar,
      peerId,
      ...groupOf(record),
      lastSeq: record.head,
      unread: Math.max(0, record.countableTotal - record.readCountable),
      lastEntry,
      readSeq,
      pinnedSeqs,
      peerReadSeq,
      peerDeliveredSeq,
      lastActivityAt,
      pinnedAt,
      muteLevel,
      muteUntil,
      archived,
      markedUnread,
      mentioned: record.mentionedSeq > readSeq,
      mentionedSeq: record.mentionedSeq,
      draft,
      canSend,
      failed,
      sending: pending.filter((p) => p.state === 'sending').length,
      unsent: newestUnsent(pending, lastEntry),
      hasOlder: this.#hasOlder(record),
    };
  }

  #hasOlder(record: ConversationRecord): boolean {
    const from = firstLoaded(this.window(record.id));
    return from === 0 ? record.cursor >= firstShown(record) : from > firstShown(record);
  }
}

function moved(places: readonly Place[], seq: number): readonly Place[] {
  if (places.some((place) => place.seq === seq)) return places;
  const there = places.slice(-1).map(({ rows }) => ({ seq, rows }));
  return places.length === 1 ? there : [...places, ...there];
}

/** What waits comes after everything that is there; what failed stays where it was. */
function newestUnsent(pending: readonly PendingItem[], lastEntry: EntryItem | null): PendingItem | null {
  const newest = pending.at(-1) ?? null;
  return newest?.state === 'failed' && lastEntry !== null && lastEntry.createdAt > newest.createdAt ? null : newest;
}

/** What was asked for once more may wait although the log has it already. */
function followedBy(entries: readonly TimelineItem[], pending: readonly PendingItem[]): readonly TimelineItem[] {
  if (pending.length === 0) return entries;
  const there = new Set(entries.map(({ key }) => key));
  return [...entries, ...pending.filter(({ key }) => !there.has(key))];
}

const isToShow = (item: TimelineItem, record: ConversationRecord): boolean =>
  item.at === 'entry' ? !isHidden(record, item.seq) : item.at !== 'gap' || item.toSeq >= firstShown(record);

const groupOf = ({
  memberCount,
  ownerId,
  announcement,
  joinMode,
  historyForNew,
  muteAll,
  role,
  nickname,
  mutedUntil,
  removed,
}: ConversationRecord): GroupView => ({
  memberCount,
  ownerId,
  announcement,
  joinMode,
  historyForNew,
  muteAll,
  role,
  nickname,
  mutedUntil,
  removed,
});

/** One that was taken out of the list comes back with its next entry. */
const isListed = ({ head, closedSeq }: ConversationRecord): boolean => closedSeq === 0 || head > closedSeq;
