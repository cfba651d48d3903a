// Snapshots of conversations. Bound: 500,000 members. A stale one is harmless: the commit proves its version, everything else is a hint.
import { LRUCache } from 'lru-cache';
import type { Id } from '@godwit/shared/ids/id';
import type { Outcome } from '@godwit/shared/outcome';
import type { Conversation } from './load-conversations.js';

const MAX_MEMBERS = 500_000;

export class ConversationCache {
  readonly #load: (ids: readonly Id[]) => Promise<Conversation[]>;
  readonly #cache = new LRUCache<Id, Conversation>({ maxSize: MAX_MEMBERS, sizeCalculation: ({ members }) => members.size + 1 });

  constructor(load: (ids: readonly Id[]) => Promise<Conversation[]>) {
    this.#load = load;
  }

  get size(): number {
    return this.#cache.size;
  }

  drop(id: Id): void {
    this.#cache.delete(id);
  }

  /** Loads what is missing in one query and rejects as that does; conversations that do not exist are absent. */
  async resolve(ids: Iterable<Id>): Promise<Map<Id, Conversation>> {
    const found = new Map<Id, Conversation>();
    const missing = new Set<Id>();
    for (const id of ids) {
      const cached = this.#cache.get(id);
      if (cached === undefined) missing.add(id);
      else found.set(id, cached);
    }
    if (missing.size > 0) for (const loaded of await this.#load([...missing])) found.set(loaded.id, this.#keep(loaded));
    return found;
  }

  /** As they are now: before somebody is refused, because another node may have let him in. */
  async refresh(ids: readonly Id[]): Promise<Map<Id, Conversation>> {
    for (const id of ids) this.drop(id);
    return this.resolve(ids);
  }

  async get(id: Id): Promise<Conversation | undefined> {
    return (await this.resolve([id])).get(id);
  }

  /** With the members of this membership version, or later ones: before others are told something because a snapshot says so. */
  async current(snapshot: Conversation, membershipVersion: number): Promise<Conversation | undefined> {
    return snapshot.membershipVersion >= membershipVersion ? snapshot : (await this.refresh([snapshot.id])).get(snapshot.id);
  }

  /** What `check` says, of fresh rows when it is a refusal. */
  async decide<T>(id: Id, check: (conversation: Conversation | undefined) => Outcome<T>): Promise<Outcome<T>> {
    const checked = check(await this.get(id));
    return checked.ok ? checked : check((await this.refresh([id])).get(id));
  }

  #keep(conversation: Conversation): Conversation {
    this.#cache.set(conversation.id, conversation);
    return conversation;
  }
}
