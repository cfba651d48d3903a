// Snapshots of conversations. Bound: 500,000 members. A stale one is harmless: the commit proves its version, everything else is a hint.
import { LRUCache } from 'lru-cache';
import type { Id } from '@godwit/shared/ids/id';
import type { Outcome } from '@godwit/shared/outcome';
import type { Asked, Conversation, LoadedConversation } from './load-conversations.js';

const MAX_MEMBERS = 500_000;

interface Kept extends LoadedConversation {
  /** No later than what it says was true. */
  readonly readAtMs: number;
}

export class ConversationCache {
  readonly #now: () => number;
  readonly #load: (asked: readonly Asked[]) => Promise<LoadedConversation[]>;
  readonly #cache = new LRUCache<Id, Kept>({ maxSize: MAX_MEMBERS, sizeCalculation: ({ members }) => members.size + 1 });

  /** now: a clock that only goes forward. */
  constructor(load: (asked: readonly Asked[]) => Promise<LoadedConversation[]>, now: () => number) {
    this.#now = now;
    this.#load = load;
  }

  get size(): number {
    return this.#cache.size;
  }

  drop(id: Id): void {
    this.#cache.delete(id);
  }

  /** Loads what is missing in one query and rejects as that does; conversations that do not exist are absent. */
  async resolve(asked: readonly Asked[]): Promise<Map<Id, Conversation>> {
    const found = new Map<Id, Conversation>();
    const missing: Asked[] = [];
    for (const one of asked) {
      const cached = this.#cache.get(one.conversationId);
      if (cached !== undefined) found.set(cached.id, cached);
      if (cached === undefined || (cached.room && !cached.members.has(one.userId))) missing.push(one);
    }
    const readAtMs = this.#now();
    if (missing.length > 0) for (const loaded of await this.#load(missing)) found.set(loaded.id, this.#keep(loaded, readAtMs));
    return found;
  }

  /** As they are now: before somebody is refused, because another node may have let him in. */
  async refresh(asked: readonly Asked[]): Promise<Map<Id, Conversation>> {
    for (const { conversationId } of asked) this.drop(conversationId);
    return this.resolve(asked);
  }

  async get(asked: Asked): Promise<Conversation | undefined> {
    return (await this.resolve([asked])).get(asked.conversationId);
  }

  /** With the members of this membership version, or later ones: before others are told something because a snapshot says so. */
  async current(
    snapshot: Conversation,
    { userId, membershipVersion }: { readonly userId: Id; readonly membershipVersion: number },
  ): Promise<Conversation | undefined> {
    if (snapshot.membershipVersion >= membershipVersion) return snapshot;
    return (await this.refresh([{ conversationId: snapshot.id, userId }])).get(snapshot.id);
  }

  /** What `check` says, of fresh rows when it is a refusal, and never of rows that were read longer ago than `maxAgeMs`. */
  async decide<T>(asked: Asked, maxAgeMs: number, check: (conversation: Conversation | undefined) => Outcome<T>): Promise<Outcome<T>> {
    const known = this.#cache.peek(asked.conversationId);
    if (known !== undefined && this.#now() - known.readAtMs > maxAgeMs) this.drop(asked.conversationId);
    const checked = check(await this.get(asked));
    return checked.ok ? checked : check((await this.refresh([asked])).get(asked.conversationId));
  }

  /** The members of a room come one by one; those of one version are true together, so they share a map. */
  #keep(loaded: LoadedConversation, readAtMs: number): Conversation {
    const known = loaded.room ? this.#cache.get(loaded.id) : undefined;
    const kept =
      known?.membershipVersion === loaded.membershipVersion ? { ...loaded, members: known.members, readAtMs } : { ...loaded, readAtMs };
    for (const [userId, member] of loaded.members) kept.members.set(userId, member);
    this.#cache.set(kept.id, kept);
    return kept;
  }
}
