// F-69: who wants to know of whom, as this logic node was told. Bound: 20,000 sessions of ≤ 200 people; the least recent goes first.
// A session that says nothing for 90 s is forgotten: clients say it again every minute, to whichever node, and when they come back.
import { LRUCache } from 'lru-cache';
import type { Id } from '@godwit/shared/ids/id';
import type { SessionRef } from '../session-ref.js';

const MAX_SESSIONS = 20_000;
const TTL_MS = 90_000;

export interface Interest {
  readonly session: SessionRef;
  readonly userId: Id;
  readonly watched: ReadonlySet<Id>;
}

export class Interests {
  readonly #bySession: LRUCache<string, Interest>;
  readonly #watchers = new Map<Id, Set<string>>();

  constructor(now: () => number) {
    this.#bySession = new LRUCache({
      max: MAX_SESSIONS,
      ttl: TTL_MS,
      ttlResolution: 0,
      perf: { now },
      dispose: (interest, key) => {
        this.#forget(interest, key);
      },
    });
  }

  get size(): number {
    return this.#bySession.size;
  }

  /** In place of what the session wanted before. */
  set(interest: Interest): void {
    const key = keyOf(interest.session);
    this.#bySession.delete(key);
    if (interest.watched.size === 0) return;
    this.#bySession.set(key, interest);
    for (const userId of interest.watched) {
      const watchers = this.#watchers.get(userId);
      if (watchers === undefined) this.#watchers.set(userId, new Set([key]));
      else watchers.add(key);
    }
  }

  drop(session: SessionRef): void {
    this.#bySession.delete(keyOf(session));
  }

  of(userId: Id): Interest[] {
    return [...(this.#watchers.get(userId) ?? [])].flatMap((key) => this.#bySession.get(key, { updateAgeOnGet: false }) ?? []);
  }

  #forget({ watched }: Interest, key: string): void {
    for (const userId of watched) {
      const watchers = this.#watchers.get(userId);
      watchers?.delete(key);
      if (watchers?.size === 0) this.#watchers.delete(userId);
    }
  }
}

const keyOf = ({ node, handle }: SessionRef): string => `${node}|${String(handle)}`;
