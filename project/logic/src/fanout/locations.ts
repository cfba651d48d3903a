// Hop 7: where the sessions of users are. Redis is read once per user; an entry is dropped when the user comes, goes or bounces.
// Bound: 100,000 users, 30 s. Only positive results are kept, so somebody who comes online is found by the next message.
import { LRUCache } from 'lru-cache';
import type { Id } from '@godwit/shared/ids/id';
import { isSameSession, type SessionRef } from '../session-ref.js';

const MAX_USERS = 100_000;
const TTL_MS = 30_000;
/** A push that went out this long before UserOnline arrived may have missed the new session. */
const RECENT_MS = 5_000;

export type Located = ReadonlyMap<Id, readonly SessionRef[]>;
/** The locations of these users; undefined: they are not known (Redis is down or was flushed), which is not "offline". */
export type ReadLocations = (userIds: readonly Id[]) => Promise<Located | undefined>;

interface Known {
  readonly sessions: readonly SessionRef[];
  usedAtMs: number;
}

export class Locations {
  readonly #read: ReadLocations;
  readonly #now: () => number;
  readonly #known = new LRUCache<Id, Known>({
    max: MAX_USERS,
    ttl: TTL_MS,
    dispose: (known, userId) => {
      this.#forget(known, userId);
    },
  });
  /** `node|handle` → user, of what is in #known. */
  readonly #users = new Map<string, Id>();
  /** Users being read; a change meanwhile removes them, and the result is not kept. */
  readonly #reading = new Map<Id, object>();

  constructor(read: ReadLocations, now: () => number) {
    this.#read = read;
    this.#now = now;
  }

  get size(): number {
    return this.#known.size;
  }

  /** At once when all are known, so that the hot path does not wait. */
  locate(userIds: ReadonlySet<Id>): Located | Promise<Located | undefined> {
    const found = new Map<Id, readonly SessionRef[]>();
    const missing: Id[] = [];
    for (const userId of userIds) {
      const known = this.#known.get(userId);
      if (known === undefined) missing.push(userId);
      else found.set(userId, this.#use(known));
    }
    return missing.length === 0 ? found : this.#readMissing(found, missing);
  }

  /** True: a push within the last seconds went to other sessions of the user but perhaps not to this one. */
  online(userId: Id, session: SessionRef): boolean {
    const known = this.#known.peek(userId);
    this.drop(userId);
    return known !== undefined && this.#now() - known.usedAtMs < RECENT_MS && !known.sessions.some((s) => isSameSession(s, session));
  }

  drop(userId: Id): void {
    this.#reading.delete(userId);
    this.#known.delete(userId);
  }

  /** The users whose session was not where we sent it; they are looked up again. */
  bounced(node: string, handles: readonly number[]): Id[] {
    const userIds = new Set<Id>();
    for (const handle of handles) {
      const userId = this.#users.get(key({ node, handle }));
      if (userId !== undefined) userIds.add(userId);
    }
    for (const userId of userIds) this.drop(userId);
    return [...userIds];
  }

  /** After an interruption of the bus, changes may have been missed. */
  clear(): void {
    this.#reading.clear();
    this.#known.clear();
  }

  async #readMissing(found: Map<Id, readonly SessionRef[]>, missing: Id[]): Promise<Located | undefined> {
    const token = {};
    for (const userId of missing) this.#reading.set(userId, token);
    const read = await this.#read(missing).catch(() => undefined);
    for (const userId of missing) {
      const unchanged = this.#reading.get(userId) === token;
      if (unchanged) this.#reading.delete(userId);
      const sessions = read?.get(userId) ?? [];
      found.set(userId, sessions);
      if (unchanged && sessions.length > 0) this.#keep(userId, sessions);
    }
    return read === undefined ? undefined : found;
  }

  #use(known: Known): readonly SessionRef[] {
    known.usedAtMs = this.#now();
    return known.sessions;
  }

  #keep(userId: Id, sessions: readonly SessionRef[]): void {
    this.#known.set(userId, { sessions, usedAtMs: this.#now() });
    for (const session of sessions) this.#users.set(key(session), userId);
  }

  #forget({ sessions }: Known, userId: Id): void {
    for (const session of sessions) if (this.#users.get(key(session)) === userId) this.#users.delete(key(session));
  }
}

const key = ({ node, handle }: SessionRef): string => `${node}|${String(handle)}`;
