import type { Id } from '@godwit/shared/ids/id';
import { ApiError } from '../api/api-error.js';
import type { Core } from '../core/core.js';
import type { Store } from '../store/store.js';
import { firstLoaded } from '../view/window.js';
import type { CachedEntry } from './cached-entry.js';
import type { ConversationRecord, Range } from './conversation-record.js';
import type { Pull } from './gap.js';
import { holeBelow, rangeAt } from './ranges.js';
import { firstShown } from './settings.js';

// History in pages (F-27): cached entries first, the server for what is missing. Bounded: ≤ 200 entries a page.

const PAGE = 50;
const MAX_PAGE = 200;
/** What an opened conversation shows at least, if there is that much. */
const SCREENFUL = 30;
/** Entries on each side of one that is gone to. */
const AROUND = 25;

/** All entries from … to, ascending. */
interface Page {
  readonly entries: readonly CachedEntry[];
  readonly from: number;
  readonly to: number;
}

export class Pages {
  readonly #core: Core;
  readonly #store: Store;

  constructor(core: Core, store: Store) {
    this.#core = core;
    this.#store = store;
  }

  /** The page that ends just before a seq; undefined when nothing is older. Rejects when it is not cached and there is no link. */
  async before(conversationId: Id, seq: number, limit = PAGE): Promise<Page | undefined> {
    const record = this.#record(conversationId);
    if (!record || seq <= firstShown(record)) return undefined;
    const range = rangeAt(record.ranges, seq - 1);
    const part = range && { from: Math.max(range.from, seq - Math.min(limit, MAX_PAGE), firstShown(record)), to: seq - 1 };
    return (part && (await this.#cached(record.id, part))) ?? this.#pulledBefore(record, seq, limit);
  }

  /** The page that begins just after a seq; undefined when nothing is newer. Rejects like before(). */
  async after(conversationId: Id, seq: number, limit = PAGE): Promise<Page | undefined> {
    const record = this.#record(conversationId);
    if (!record || seq >= record.cursor) return undefined;
    const range = rangeAt(record.ranges, seq + 1);
    const part = range && { from: seq + 1, to: Math.min(range.to, seq + Math.min(limit, MAX_PAGE)) };
    return (part && (await this.#cached(record.id, part))) ?? this.#pulledAfter(record, seq, limit);
  }

  /** These entries, in their order; undefined where there is none for this user. Rejects like before(). */
  async at(conversationId: Id, seqs: readonly number[]): Promise<readonly (CachedEntry | undefined)[]> {
    const found = new Map<number, CachedEntry>();
    for (const seq of [...seqs].sort((a, b) => b - a)) {
      const page = found.has(seq) ? undefined : await this.before(conversationId, seq + 1);
      for (const entry of page?.entries ?? []) found.set(entry.seq, entry);
    }
    return seqs.map((seq) => found.get(seq));
  }

  /** Puts the page before a seq into the timeline, also where it does not touch what is there; false when nothing is older. */
  async showBefore(conversationId: Id, seq: number): Promise<boolean> {
    return this.#show(conversationId, await this.before(conversationId, seq));
  }

  /** Puts the page after a seq into the timeline; false when nothing is newer. */
  async showAfter(conversationId: Id, seq: number): Promise<boolean> {
    return this.#show(conversationId, await this.after(conversationId, seq));
  }

  /** Puts what lies around a seq into the timeline, with gaps to what is there; false when the user has no such entry. */
  async showAround(conversationId: Id, seq: number): Promise<boolean> {
    const record = this.#record(conversationId);
    if (!record || seq < firstShown(record) || seq > record.cursor) return false;
    const here: Page = { entries: [], from: seq + 1, to: seq };
    return this.#show(conversationId, await this.#newer(conversationId, await this.#older(conversationId, here, AROUND), AROUND));
  }

  /** With so many entries more before it, as far as there are: a page may end where something is cached. */
  async #older(conversationId: Id, page: Page, count: number): Promise<Page> {
    const more = count > 0 ? await this.before(conversationId, page.from, count) : undefined;
    if (!more) return page;
    const joined = { entries: [...more.entries, ...page.entries], from: more.from, to: page.to };
    return this.#older(conversationId, joined, count - (page.from - more.from));
  }

  async #newer(conversationId: Id, page: Page, count: number): Promise<Page> {
    const more = count > 0 ? await this.after(conversationId, page.to, count) : undefined;
    if (!more) return page;
    const joined = { entries: [...page.entries, ...more.entries], from: page.from, to: more.to };
    return this.#newer(conversationId, joined, count - (more.to - page.to));
  }

  /** Fills the timeline of a conversation that was just opened. */
  async showNewest(conversationId: Id): Promise<void> {
    const { view } = this.#core;
    // a page has one entry at least; what is read for a reader who went elsewhere meanwhile does not stay
    for (let pages = 0, more = true; more && pages < SCREENFUL && view.isOpen(conversationId); pages += 1) {
      const { cursor = 0 } = this.#record(conversationId) ?? {};
      const newest = rangeAt(view.window(conversationId).ranges, cursor);
      if (newest !== undefined && cursor - newest.from + 1 >= SCREENFUL) return;
      more = await this.showBefore(conversationId, newest?.from ?? cursor + 1);
    }
  }

  /** Puts the page before the oldest entry of the timeline into it; false when nothing is older. */
  showOlder(conversationId: Id): Promise<boolean> {
    const from = firstLoaded(this.#core.view.window(conversationId));
    return this.showBefore(conversationId, from === 0 ? (this.#record(conversationId)?.cursor ?? 0) + 1 : from);
  }

  /** The seq of the first entry that is not older than a time, ms since 1970; undefined: there is none. Rejects without a link. */
  async seqSince(conversationId: Id, since: number): Promise<number | undefined> {
    const record = this.#record(conversationId);
    if (!record) return undefined;
    const pull = { from: firstShown(record), to: record.cursor, limit: AROUND, direction: 'forward' as const, since };
    return (await this.#pulled(record.id, pull))?.from;
  }

  #record(conversationId: Id): ConversationRecord | undefined {
    return this.#core.machines.inbox.record(conversationId);
  }

  /** false also when the log was replaced while the page was read: it goes on where that begins. */
  async #show(conversationId: Id, page: Page | undefined): Promise<boolean> {
    if (!page) return false;
    const { entries, from, to } = page;
    this.#core.dispatch({ type: 'cached', conversationId, entries, fromSeq: from, toSeq: to });
    await this.#core.done();
    return this.#core.machines.inbox.holds(conversationId, from, to);
  }

  /** A cache with holes where it should have none is broken: then the server is asked. */
  async #cached(conversationId: Id, { from, to }: Range): Promise<Page | undefined> {
    const entries = await this.#store.entries(conversationId, from, to, to - from + 1);
    return entries.length === to - from + 1 ? { entries, from, to } : undefined;
  }

  async #pulledBefore(record: ConversationRecord, seq: number, limit: number): Promise<Page | undefined> {
    const from = holeBelow(record.ranges, seq, firstShown(record))?.from ?? firstShown(record);
    return this.#pulled(record.id, { from, to: seq - 1, limit: Math.min(limit, MAX_PAGE), direction: 'backward' });
  }

  async #pulledAfter(record: ConversationRecord, seq: number, limit: number): Promise<Page | undefined> {
    const to = Math.min(record.cursor, (record.ranges.find((range) => range.from > seq + 1)?.from ?? Infinity) - 1);
    return this.#pulled(record.id, { from: seq + 1, to, limit: Math.min(limit, MAX_PAGE), direction: 'forward' });
  }

  /** undefined: the server has nothing there. */
  async #pulled(conversationId: Id, pull: Pull): Promise<Page | undefined> {
    const page = await this.#core.page(conversationId, pull);
    if (!page) throw new ApiError({ code: 0, error: 'NETWORK', message: 'this part of the history is not cached and there is no link' });
    const { entries, fromSeq: from, toSeq: to } = page;
    return to < from ? undefined : { entries, from, to };
  }
}
