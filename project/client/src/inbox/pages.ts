import type { Id } from '@godwit/shared/ids/id';
import { ApiError } from '../api/api-error.js';
import type { Core } from '../core/core.js';
import type { Store } from '../store/store.js';
import type { CachedEntry } from './cached-entry.js';
import type { ConversationRecord } from './conversation-record.js';
import { holeBelow, rangeAt } from './ranges.js';
import { firstShown } from './settings.js';

// History in pages (F-27): cached entries first, the server for what is missing. Bounded: ≤ 200 entries a page.

const PAGE = 50;
const MAX_PAGE = 200;
/** What an opened conversation shows at least, if there is that much. */
const SCREENFUL = 30;

interface Page {
  readonly entries: readonly CachedEntry[];
  /** Complete from here; the next older page ends before it. */
  readonly from: number;
}

export class Pages {
  readonly #core: Core;
  readonly #store: Store;

  constructor(core: Core, store: Store) {
    this.#core = core;
    this.#store = store;
  }

  /** The page that ends just before a seq, ascending; undefined when nothing is older. Rejects when it is not cached and there is no link. */
  async before(conversationId: Id, seq: number, limit = PAGE): Promise<Page | undefined> {
    const record = this.#core.machines.inbox.record(conversationId);
    if (!record || seq <= firstShown(record)) return undefined;
    return (await this.#cached(record, seq, limit)) ?? this.#pulled(record, seq, limit);
  }

  /** Puts the page before a seq into the timeline; false when nothing is older. */
  async show(conversationId: Id, seq: number): Promise<boolean> {
    const page = await this.before(conversationId, seq);
    if (!page) return false;
    this.#core.dispatch({ type: 'cached', conversationId, entries: page.entries, fromSeq: page.from, toSeq: seq - 1 });
    await this.#core.done();
    return true;
  }

  /** Fills the timeline of a conversation that was just opened. */
  async showNewest(conversationId: Id): Promise<void> {
    const { view, machines } = this.#core;
    for (let more = true; more && view.isOpen(conversationId) && view.window(conversationId).entries.length < SCREENFUL;) {
      const { from } = view.window(conversationId);
      more = await this.show(conversationId, from === 0 ? (machines.inbox.record(conversationId)?.cursor ?? 0) + 1 : from);
    }
  }

  async closeGap(conversationId: Id, toSeq: number): Promise<void> {
    const record = this.#core.machines.inbox.record(conversationId);
    if (record && holeBelow(record.ranges, toSeq + 1, firstShown(record))) await this.#pulled(record, toSeq + 1, PAGE);
  }

  /** A cache with holes where it should have none is broken: then the server is asked. */
  async #cached(record: ConversationRecord, seq: number, limit: number): Promise<Page | undefined> {
    const range = rangeAt(record.ranges, seq - 1);
    if (!range) return undefined;
    const from = Math.max(range.from, seq - Math.min(limit, MAX_PAGE), firstShown(record));
    const entries = await this.#store.entries(record.id, from, seq - 1, limit);
    return entries.length === seq - from ? { entries, from } : undefined;
  }

  async #pulled(record: ConversationRecord, seq: number, limit: number): Promise<Page> {
    const floor = firstShown(record);
    const from = holeBelow(record.ranges, seq, floor)?.from ?? floor;
    const pull = { from, to: seq - 1, limit: Math.min(limit, MAX_PAGE), direction: 'backward' as const };
    const page = await this.#core.page(record.id, pull);
    if (!page) throw new ApiError({ code: 0, error: 'NETWORK', message: 'this part of the history is not cached and there is no link' });
    const empty = page.toSeq < page.fromSeq;
    return { entries: page.entries, from: empty ? from : page.fromSeq };
  }
}
