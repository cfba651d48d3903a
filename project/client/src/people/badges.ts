// How much waits for this user's decision, without the lists themselves (F-52, F-64, U-1).
import type { Clock } from '@godwit/shared/clock';
import type { Id } from '@godwit/shared/ids/id';
import type { RestApi } from '../api/rest-api.js';
import { Followed } from './followed.js';

export interface Badges {
  /** Friend requests that were received. */
  readonly friendRequests: number;
  /** People who want into the groups that this user leads. */
  readonly groupApplications: number;
}

export interface BadgesOptions {
  readonly api: Pick<RestApi, 'pendingRequests' | 'groups'>;
  readonly clock: Clock;
  readonly me: () => Id;
  readonly changed: (badges: Badges) => void;
}

const NONE: Badges = { friendRequests: 0, groupApplications: 0 };

export class BadgeCounts {
  readonly #options: BadgesOptions;
  readonly #followed: Followed<Badges>;
  #known: { readonly userId: Id; readonly badges: Badges } = { userId: '0', badges: NONE };

  constructor(options: BadgesOptions) {
    this.#options = options;
    this.#followed = new Followed(() => this.#read(), options.clock);
  }

  get current(): Badges {
    return this.#known.userId === this.#options.me() ? this.#known.badges : NONE;
  }

  follow(): Promise<Badges> {
    return this.#followed.follow();
  }

  mayHaveChanged(until?: number): void {
    this.#followed.mayHaveChanged(until);
  }

  stop(): void {
    this.#followed.stop();
  }

  async #read(): Promise<Badges> {
    const { api, me, changed } = this.#options;
    const userId = me();
    const [friendRequests, { pending: groupApplications }] = await Promise.all([api.pendingRequests(), api.groups.applicationCounts()]);
    if (me() !== userId) return this.current;
    const before = this.current;
    this.#known = { userId, badges: { friendRequests, groupApplications } };
    if (before.friendRequests !== friendRequests || before.groupApplications !== groupApplications) changed(this.#known.badges);
    return this.#known.badges;
  }
}
