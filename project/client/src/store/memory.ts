import type { Id } from '@godwit/shared/ids/id';
import type { SeqRange } from '@godwit/shared/protocol/messages/seq-range';
import type { ConversationRecord } from '../inbox/conversation-record.js';
import type { OutboxItem } from '../outbox/item.js';
import { applyAction, reach } from '../inbox/apply-action.js';
import type { CachedEntry } from '../inbox/cached-entry.js';
import type { DropWrite, PutWrite, Store, StoredState, StoreWrite } from './store.js';

/** Lives as long as the process; for bots and tests, and where a browser has no database. */
export class MemoryStore implements Store {
  readonly kind = 'memory';
  readonly #meta = new Map<string, unknown>();
  readonly #conversations = new Map<Id, ConversationRecord>();
  readonly #outbox = new Map<Id, OutboxItem>();
  readonly #entries = new Map<Id, Map<number, CachedEntry>>();

  load(): Promise<StoredState> {
    return Promise.resolve({
      meta: Object.fromEntries(this.#meta),
      conversations: [...this.#conversations.values()],
      outbox: [...this.#outbox.values()],
    });
  }

  commit(writes: readonly StoreWrite[]): Promise<void> {
    for (const write of writes) {
      if ('put' in write) this.#put(write);
      else this.#drop(write);
    }
    return Promise.resolve();
  }

  entries(conversationId: Id, fromSeq: number, toSeq: number, limit: number): Promise<CachedEntry[]> {
    const cached = this.#entries.get(conversationId);
    const found: CachedEntry[] = [];
    for (let seq = toSeq; cached && seq >= fromSeq && found.length < limit; seq -= 1) {
      const entry = cached.get(seq);
      if (entry) found.push(entry);
    }
    return Promise.resolve(found.reverse());
  }

  close(): void {
    // nothing to release
  }

  #put(write: PutWrite): void {
    switch (write.put) {
      case 'meta':
        this.#meta.set(write.key, write.value);
        return;
      case 'conversation':
        this.#conversations.set(write.record.id, write.record);
        return;
      case 'outbox':
        this.#outbox.set(write.item.clientMsgId, write.item);
        return;
      case 'entries': {
        const cached = this.#entries.get(write.conversationId) ?? new Map<number, CachedEntry>();
        this.#entries.set(write.conversationId, cached);
        for (const entry of write.entries) cached.set(entry.seq, entry);
        return;
      }
      case 'actions':
        this.#act(write);
    }
  }

  #act({ conversationId, actions, me }: PutWrite & { put: 'actions' }): void {
    const cached = this.#entries.get(conversationId);
    for (const action of actions) {
      const { from, to } = reach(action);
      for (const [seq, entry] of cached ?? []) if (from <= seq && seq <= to) cached?.set(seq, applyAction(entry, action, me));
    }
  }

  #drop(write: DropWrite): void {
    switch (write.drop) {
      case 'meta':
        this.#meta.delete(write.key);
        return;
      case 'outbox':
        this.#outbox.delete(write.clientMsgId);
        return;
      case 'entries':
        if (write.ranges === undefined) this.#entries.delete(write.conversationId);
        else this.#dropRanges(write.conversationId, write.ranges);
        return;
      case 'user':
        for (const map of [this.#conversations, this.#outbox, this.#entries]) map.clear();
        for (const key of ['sync', 'people']) this.#meta.delete(key);
    }
  }

  #dropRanges(conversationId: Id, ranges: readonly SeqRange[]): void {
    const cached = this.#entries.get(conversationId);
    for (const seq of cached?.keys() ?? []) if (ranges.some(({ fromSeq, toSeq }) => fromSeq <= seq && seq <= toSeq)) cached?.delete(seq);
  }
}
