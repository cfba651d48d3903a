// Friends, requests and blocks as this device has them, with what it takes to ask only for what has changed (F-62 to F-66).
import type { Clock } from '@godwit/shared/clock';
import { compareIds, type Id } from '@godwit/shared/ids/id';
import type { BlockedUser } from '@godwit/shared/rest/blocks';
import { compareFriends } from '@godwit/shared/rest/friend-order';
import type { Friend, FriendRequest } from '@godwit/shared/rest/friends';
import type { RestApi } from '../api/rest-api.js';
import { Followed } from './followed.js';
import { type KeptList, type ListRules, mergeList, nothingKept } from './merge-list.js';

export interface PeopleLists {
  /** In the order of an index A–Z, #. */
  readonly friends: readonly Friend[];
  /** Received and sent, the newest first: the newest 200 of each. */
  readonly requests: readonly FriendRequest[];
  /** The newest first. */
  readonly blocks: readonly BlockedUser[];
}

/** As it is stored. */
export type KeptPeople = { readonly userId: Id } & { readonly [L in keyof PeopleLists]: KeptList<PeopleLists[L][number]> };

export interface PeopleOptions {
  readonly api: Pick<RestApi, 'friendChanges' | 'requestChanges' | 'blockChanges'>;
  readonly clock: Clock;
  readonly me: () => Id;
  /** Unless another user has signed in by the commit. */
  readonly keep: (kept: KeptPeople) => Promise<void>;
  /** After the commit. */
  readonly changed: (lists: PeopleLists) => void;
}

/** Requests of one direction, as many as the server gives when it gives all. */
const KEPT_REQUESTS = 200;

const newest = <Item extends { readonly createdAt: number }>(idOf: (item: Item) => Id) => ({
  keyOf: idOf,
  compare: (a: Item, b: Item) => b.createdAt - a.createdAt || compareIds(idOf(b), idOf(a)),
});
const FRIENDS: ListRules<Friend> = { keyOf: ({ friendId }) => friendId, compare: compareFriends };
const REQUESTS: ListRules<FriendRequest> = newest(({ id }) => id);
const BLOCKS: ListRules<BlockedUser> = newest(({ userId }) => userId);

const LISTS = ['friends', 'requests', 'blocks'] as const;

const nobody = (userId: Id): KeptPeople => ({ userId, friends: nothingKept(), requests: nothingKept(), blocks: nothingKept() });

/** A version is `{changes of the list}.{time}` (web/src/store/read-list.ts); '' = 0 changes. */
const versionOf = ({ friends, requests, blocks }: KeptPeople): number =>
  [friends, requests, blocks].reduce((sum, { version }) => sum + (Number.parseInt(version, 10) || 0), 0);

/** The time of a version alone need not be kept: asked from an earlier one, the server tells no less. */
const isOther = (kept: KeptPeople, before: KeptPeople): boolean =>
  versionOf(kept) !== versionOf(before) || LISTS.some((list) => kept[list].items !== before[list].items);

const NO_LISTS: PeopleLists = { friends: [], requests: [], blocks: [] };

export class People {
  readonly #options: PeopleOptions;
  readonly #followed: Followed<PeopleLists>;
  #kept: KeptPeople = nobody('0');
  #lists: PeopleLists = NO_LISTS;
  #told = 0;

  constructor(options: PeopleOptions) {
    this.#options = options;
    this.#followed = new Followed(() => this.#read(), options.clock);
  }

  /** The same object until something changes. */
  get lists(): PeopleLists {
    return this.#kept.userId === this.#options.me() ? this.#lists : NO_LISTS;
  }

  /** What an earlier run kept. */
  adopt(kept: KeptPeople | undefined): void {
    if (kept !== undefined) this.#take(kept);
  }

  follow(): Promise<PeopleLists> {
    return this.#followed.follow();
  }

  mayHaveChanged(until?: number): void {
    this.#followed.mayHaveChanged(until);
  }

  /**
   * How often the lists have changed, as a sync says it: whether that is more than is kept here, and was not said before. What happened while
   * nobody could say it (a server that died between its commit and the event) shows in the next sync.
   */
  isNews(version: number): boolean {
    const told = this.#told;
    this.#told = version;
    return version !== told && version > versionOf(this.#kept);
  }

  stop(): void {
    this.#followed.stop();
  }

  async #read(): Promise<PeopleLists> {
    const { api, me, keep, changed } = this.#options;
    const userId = me();
    const before = this.#kept.userId === userId ? this.#kept : nobody(userId);
    const [friends, requests, blocks] = await Promise.all([
      api.friendChanges(before.friends.version),
      api.requestChanges(before.requests.version),
      api.blockChanges(before.blocks.version),
    ]);
    if (me() !== userId) return this.lists;
    const kept: KeptPeople = {
      userId,
      friends: mergeList(before.friends, friends, friends.friends, FRIENDS),
      requests: newestOfEach(mergeList(before.requests, requests, [...requests.requests].sort(REQUESTS.compare), REQUESTS)),
      blocks: mergeList(before.blocks, blocks, blocks.blocks, BLOCKS),
    };
    if (isOther(kept, before)) await keep(kept);
    if (me() === userId && this.#take(kept)) changed(this.#lists);
    return this.lists;
  }

  /** Whether the lists are others. */
  #take(kept: KeptPeople): boolean {
    const { friends, requests, blocks } = this.lists;
    this.#kept = kept;
    if (friends === kept.friends.items && requests === kept.requests.items && blocks === kept.blocks.items) return false;
    this.#lists = { friends: kept.friends.items, requests: kept.requests.items, blocks: kept.blocks.items };
    return true;
  }
}

/** A list that only grew would be all requests there ever were. */
function newestOfEach({ version, items }: KeptList<FriendRequest>): KeptList<FriendRequest> {
  const left = { received: KEPT_REQUESTS, sent: KEPT_REQUESTS };
  const newestItems = items.filter(({ direction }) => (left[direction] -= 1) >= 0);
  return { version, items: newestItems.length === items.length ? items : newestItems };
}
