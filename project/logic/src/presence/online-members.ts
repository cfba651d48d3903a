// Who of a group is online, read once in 10 s however many of its members ask. Bound: 100,000 members; of one group no more than 500.
import { LRUCache } from 'lru-cache';
import type { Clock } from '@godwit/shared/clock';
import { MAX_COUNTED_MEMBERS } from '@godwit/shared/group-terms';
import { deadline } from '@godwit/shared/guard';
import type { Id } from '@godwit/shared/ids/id';
import type { ReadLocations } from '../fanout/locations.js';
import type { PresenceSwitch } from '../store/load-presence-switches.js';

const KEPT_MS = 10_000;
const MAX_MEMBERS = 100_000;
/** Devices of so many users are asked for in one pipeline. */
const CHUNK = 100;
/** Web waits 1.2 s for an answer. */
const READ_MS = 900;

export interface GroupPresence {
  /** Members who show their presence. */
  readonly shown: ReadonlySet<Id>;
  /** Members who are online, whether they show it or not. */
  readonly online: ReadonlySet<Id>;
}

export interface OnlineMembersOptions {
  readonly clock: Clock;
  readonly loadSwitches: (groupId: Id, limit: number) => Promise<PresenceSwitch[]>;
  readonly readLocations: ReadLocations;
}

export class OnlineMembers {
  readonly #options: OnlineMembersOptions;
  readonly #known: LRUCache<Id, Promise<GroupPresence | undefined>>;

  constructor(options: OnlineMembersOptions) {
    this.#options = options;
    // 1: a time of 0 is none to the cache
    this.#known = new LRUCache({
      maxSize: MAX_MEMBERS,
      ttl: KEPT_MS,
      ttlResolution: 0,
      perf: { now: () => 1 + options.clock.monotonic() },
    });
  }

  get size(): number {
    return this.#known.size;
  }

  /** memberCount: about; what is read is bounded by itself. undefined: it is not known who is online. Rejects as the reads do. */
  of(groupId: Id, memberCount: number): Promise<GroupPresence | undefined> {
    const known = this.#known.get(groupId);
    if (known !== undefined) return known;
    const read = deadline(this.#read(groupId), READ_MS, 'reading who of a group is online', this.#options.clock);
    this.#known.set(groupId, read, { size: Math.max(1, memberCount) });
    return this.#forgetUnknown(groupId, read);
  }

  /** A failure is not kept: whoever asks next reads again. */
  async #forgetUnknown(groupId: Id, read: Promise<GroupPresence | undefined>): Promise<GroupPresence | undefined> {
    let found: GroupPresence | undefined;
    try {
      return (found = await read);
    } finally {
      if (found === undefined && this.#known.peek(groupId) === read) this.#known.delete(groupId);
    }
  }

  async #read(groupId: Id): Promise<GroupPresence | undefined> {
    const { loadSwitches, readLocations } = this.#options;
    const members = await loadSwitches(groupId, MAX_COUNTED_MEMBERS);
    const online = new Set<Id>();
    for (let from = 0; from < members.length; from += CHUNK) {
      const located = await readLocations(members.slice(from, from + CHUNK).map(({ userId }) => userId));
      if (located === undefined) return undefined;
      for (const [userId, sessions] of located) if (sessions.length > 0) online.add(userId);
    }
    return { shown: new Set(members.filter(({ shown }) => shown).map(({ userId }) => userId)), online };
  }
}
