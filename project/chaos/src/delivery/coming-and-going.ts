// Members of small groups come and go while everything breaks: a host invites and removes, others leave by themselves. What was asked for
// and answered is in the ledger; whether it was done is in the log of the group. Bounded: one change of each group at a time.
import { setTimeout as sleep } from 'node:timers/promises';
import { again, newRequestKey } from '@godwit/client/api/again';
import { ApiError } from '@godwit/client/api/api-error';
import { GodwitClient } from '@godwit/client/client';
import type { Id } from '@godwit/shared/ids/id';
import { seededRandom } from '../../../../scripts/faults/seeded-random.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Change } from '../ledger/ledger-event.ts';
import type { DeviceSeat } from '../population/seed-population.ts';

const EVERY_MS = 500;
/** Everybody sends already, on a machine that may be busy. */
const BEGINNING = { attempts: 10 };
/** Of those who go, so many go by themselves. */
const LEAVING_SHARE = 0.3;
/** It was so already: an earlier request was done whose answer got lost. */
const SO_ALREADY: Readonly<Record<Change['change'], string>> = {
  invite: 'ALREADY_MEMBER',
  remove: 'USER_NOT_FOUND',
  leave: 'NOT_A_MEMBER',
};

export interface ComingAndGoingOptions {
  readonly api: string;
  /** The first of each is the host and a friend of the others. */
  readonly circles: readonly (readonly Id[])[];
  readonly seats: readonly DeviceSeat[];
  readonly ledger: Ledger;
  readonly seed: number;
}

interface Group {
  readonly id: Id;
  readonly host: Id;
  readonly others: readonly Id[];
  /** As far as is known. */
  readonly away: Set<Id>;
  readonly random: () => number;
}

export class ComingAndGoing {
  readonly #options: ComingAndGoingOptions;
  /** For calls only: they never connect. */
  readonly #people = new Map<Id, GodwitClient>();
  readonly #groups: Group[] = [];

  private constructor(options: ComingAndGoingOptions) {
    this.#options = options;
  }

  /** Makes a group of each circle; every second one shows its history to those who join. */
  static async open(options: ComingAndGoingOptions): Promise<ComingAndGoing> {
    const opened = new ComingAndGoing(options);
    for (const [n, [host = '', ...others]] of options.circles.entries()) {
      const { groups } = (await opened.#person(host)).api;
      const key = newRequestKey();
      const { conversationId: id } = await again(() => groups.create(`group ${n}`, others, key), BEGINNING);
      if (n % 2 === 1) await again(() => groups.update(id, { historyForNew: true }), BEGINNING);
      opened.#groups.push({ id, host, others, away: new Set(), random: seededRandom(options.seed + n) });
    }
    return opened;
  }

  /** Resolves when `over` has aborted and everything is answered. */
  async run(over: AbortSignal): Promise<void> {
    await Promise.all(this.#groups.map((group) => this.#goOn(group, over)));
    await Promise.all([...this.#people.values()].map((person) => person.close()));
  }

  async #goOn(group: Group, over: AbortSignal): Promise<void> {
    for (;;) {
      await sleep(EVERY_MS * (0.5 + group.random()), undefined, { signal: over }).catch(() => undefined);
      if (over.aborted) return;
      await this.#change(group);
    }
  }

  async #change({ id: conversation, host, others, away, random }: Group): Promise<void> {
    const member = others[Math.floor(random() * others.length)] ?? host;
    const leaves = random() < LEAVING_SHARE;
    const change = away.has(member) ? 'invite' : leaves ? 'leave' : 'remove';
    const wish: Change = { conversation, change, by: change === 'leave' ? member : host, members: [member] };
    this.#options.ledger.write({ do: 'change', ...wish });
    const answer = await this.#ask(wish, member);
    this.#options.ledger.write({ do: 'changed', ...wish, answer });
    if (answer !== 'ok' && answer !== SO_ALREADY[change]) return;
    if (change === 'invite') away.delete(member);
    else away.add(member);
  }

  async #ask({ conversation, change, by }: Change, member: Id): Promise<string> {
    const { groups } = (await this.#person(by)).api;
    try {
      if (change === 'invite') await groups.invite(conversation, [member]);
      else if (change === 'remove') await groups.remove(conversation, member);
      else await groups.leave(conversation);
      return 'ok';
    } catch (error) {
      if (error instanceof ApiError) return error.error;
      throw error;
    }
  }

  async #person(user: Id): Promise<GodwitClient> {
    const known = this.#people.get(user);
    if (known !== undefined) return known;
    const seat = this.#options.seats.find(({ tokens }) => tokens.userId === user);
    if (seat === undefined) throw new Error(`nobody sits for ${user}`);
    const person = new GodwitClient({ api: this.#options.api, deviceId: seat.device, platform: 'chaos' });
    this.#people.set(user, person);
    await person.useTokens(seat.tokens);
    return person;
  }
}
