// Hop 8: one room on this node. Who of the local users is a member is known as of one membership version; what belongs to a newer one
// waits until logic has said who they are then. Bound: 1,000 deliveries wait for one question of ≤ 2 s; over it: dropped, sessions sync.
// Sessions that do not show the room get what is gathered in PassiveWindow, always before anything changes who gets what.
import type { Id } from '@godwit/shared/ids/id';
import type { RoomPlace } from '@godwit/shared/protocol/logic-request';
import type { RoomChange } from '@godwit/shared/protocol/messages/room-change';
import type { RoomDelivery } from '@godwit/shared/protocol/messages/room-delivery';
import type { RoomHead } from '@godwit/shared/protocol/messages/room-head';
import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { Logger } from '@godwit/shared/log';
import { SyncHints } from '../outbound/sync-hints.js';
import type { Session } from '../session/session.js';
import type { RoomMembers } from './ask-logic.js';
import { PassiveWindow } from './passive-window.js';

export const MAX_WAITING = 1_000;

/** A user with sessions on this node, shared by his rooms. */
export interface LocalUser {
  readonly userId: Id;
  /** With the conversations that each shows; undefined: it never said, and counts as showing all. */
  readonly sessions: Map<Session, ReadonlySet<Id> | undefined>;
  readonly rooms: Set<Room>;
}

interface Member {
  readonly user: LocalUser;
  /** He may see what begins there. */
  readonly minSeq: number;
}

/** Of somebody who may be a member, until logic has been asked. */
const NOTHING_YET = Infinity;
/** Older than every version: logic is asked before anything is handed out. */
const UNKNOWN = 0;
const FIRST = 1;

interface Asking {
  readonly at: 'asking';
  readonly waiting: RoomDelivery[];
  /** The newest version that was heard of. */
  atLeast: number;
}
type Knowledge = { readonly at: 'known'; readonly version: number } | Asking;

export interface RoomOptions {
  readonly conversationId: Id;
  readonly node: string;
  /** The log so far: who comes in now reads it from PostgreSQL. */
  readonly head: number;
  readonly askMembers: (conversationId: Id, userIds: readonly Id[]) => Promise<RoomMembers>;
  readonly clock: Clock;
  readonly log: Logger;
}

export class Room {
  readonly #options: RoomOptions;
  readonly #hints: SyncHints;
  readonly #members = new Map<Id, Member>();
  readonly #passive: PassiveWindow;
  #knowledge: Knowledge = { at: 'known', version: UNKNOWN };
  #head: number;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.#hints = new SyncHints(this, options.log);
    this.#head = options.head;
    this.#passive = new PassiveWindow({
      clock: options.clock,
      out: (gathered) => {
        for (const delivery of gathered) this.#deliverTo('passive', delivery);
      },
    });
  }

  get conversationId(): Id {
    return this.#options.conversationId;
  }

  /** Local users. */
  get size(): number {
    return this.#members.size;
  }

  get waiting(): number {
    return this.#knowledge.at === 'asking' ? this.#knowledge.waiting.length : 0;
  }

  /** Pushes that wait for those who do not show the room. */
  get gathered(): number {
    return this.#passive.size;
  }

  *sessions(): IterableIterator<Session> {
    for (const { user } of this.#members.values()) yield* user.sessions.keys();
  }

  /** The user was a member when logic looked. */
  enter(user: LocalUser, { version, minSeq }: RoomPlace): void {
    if (this.#members.has(user.userId)) return;
    const known = this.#knowledge.at === 'known' && this.#knowledge.version === version;
    this.#add(user, known ? minSeq : NOTHING_YET);
    if (!known) this.ask();
  }

  leave(user: LocalUser): void {
    user.rooms.delete(this);
    this.#members.delete(user.userId);
  }

  /** To be called before a session shows the room or leaves it: then it gets everything once and in order. */
  flush(): void {
    this.#passive.flush();
  }

  deliver(delivery: RoomDelivery): void {
    this.#head = Math.max(this.#head, delivery.lastSeq);
    if (this.#members.size === 0) return;
    if (delivery.expiresAt < this.#options.clock.now()) this.#lost('old pushes to a room were dropped');
    else this.#handOut(delivery);
  }

  onHead({ membershipVersion, lastSeq }: RoomHead): void {
    const lost = lastSeq > this.#head;
    this.#head = Math.max(this.#head, lastSeq);
    if (this.#members.size === 0) return;
    if (lost) this.#lost('pushes to a room were lost');
    if (this.#knowledge.at === 'known' && membershipVersion > this.#knowledge.version) this.ask(membershipVersion);
  }

  /** joined: those with sessions here. */
  change({ fromVersion, version, seq, left }: RoomChange, joined: readonly LocalUser[]): void {
    this.flush();
    const known = this.#knowledge.at === 'known' ? this.#knowledge.version : UNKNOWN;
    const follows = fromVersion <= known && version > known;
    const missing = joined.filter(({ userId }) => !this.#members.has(userId));
    for (const user of missing) this.#add(user, follows ? seq : NOTHING_YET);
    if (follows) {
      for (const userId of left) this.#remove(userId);
      this.#knowledge = { at: 'known', version };
    } else if (this.#members.size > 0 && (version > known || missing.length > 0)) this.ask(version);
  }

  /** Which of the local users are members now, at this version at least. */
  ask(atLeast = FIRST): void {
    if (this.#knowledge.at === 'asking') {
      this.#knowledge.atLeast = Math.max(this.#knowledge.atLeast, atLeast);
      return;
    }
    this.#knowledge = { at: 'asking', waiting: [], atLeast };
    guard(this.#learn(this.#knowledge));
  }

  /** Called by the sweep. */
  tick(now: number): void {
    this.#hints.tick(now);
  }

  #lost(reason: string): void {
    this.#hints.request(reason, this.#options.clock.monotonic());
  }

  #handOut(delivery: RoomDelivery): void {
    const { membershipVersion } = delivery;
    if (this.#knowledge.at === 'known' && membershipVersion > this.#knowledge.version) this.ask(membershipVersion);
    if (this.#knowledge.at === 'known') this.#deliverNow(delivery);
    else if (this.#knowledge.waiting.length < MAX_WAITING) {
      this.#knowledge.waiting.push(delivery);
      this.#knowledge.atLeast = Math.max(this.#knowledge.atLeast, membershipVersion);
    } else this.#lost('too many pushes waited for the members of a room');
  }

  #deliverNow(delivery: RoomDelivery): void {
    this.#deliverTo(this.#passive.gather(delivery) ? 'showing' : 'all', delivery);
  }

  #deliverTo(whom: 'all' | 'showing' | 'passive', { firstSeq, exceptNode, exceptHandle, frame }: RoomDelivery): void {
    const { node, conversationId } = this.#options;
    const except = exceptNode === node ? exceptHandle : 0;
    for (const { user, minSeq } of this.#members.values()) {
      if (minSeq > firstSeq) continue;
      for (const [session, shown] of user.sessions) {
        const meant = whom === 'all' || (whom === 'showing') === shows(shown, conversationId);
        if (meant && session.handle !== except) session.deliver('live', frame, true, 0);
      }
    }
  }

  /** Asks until the answer is new enough and about everybody. Without an answer the next delivery asks again. */
  async #learn(asking: Asking): Promise<void> {
    const { askMembers, conversationId } = this.#options;
    try {
      for (;;) {
        const needed = asking.atLeast;
        const asked = [...this.#members.keys()];
        const answer = await askMembers(conversationId, asked);
        if (answer.version < needed) throw new Error('logic does not know this version');
        this.#learned(asked, answer);
        while ((asking.waiting[0]?.membershipVersion ?? Infinity) <= answer.version) this.#deliverNow(asking.waiting.shift()!);
        if (asking.atLeast > answer.version || this.#doubtful()) continue;
        this.#knowledge = { at: 'known', version: answer.version };
        return;
      }
    } catch {
      this.#knowledge = { at: 'known', version: UNKNOWN };
      this.#lost('the members of a room are not known');
    }
  }

  #doubtful(): boolean {
    return [...this.#members.values()].some(({ minSeq }) => minSeq === NOTHING_YET);
  }

  #learned(asked: readonly Id[], { members }: RoomMembers): void {
    this.flush();
    const found = new Map(members.map(({ userId, minSeq }) => [userId, minSeq]));
    for (const userId of asked) {
      const member = this.#members.get(userId);
      const minSeq = found.get(userId);
      if (member === undefined) continue;
      if (minSeq === undefined) this.#remove(userId);
      else this.#members.set(userId, { user: member.user, minSeq });
    }
  }

  #add(user: LocalUser, minSeq: number): void {
    user.rooms.add(this);
    this.#members.set(user.userId, { user, minSeq });
  }

  #remove(userId: Id): void {
    const member = this.#members.get(userId);
    if (member !== undefined) this.leave(member.user);
  }
}

export const shows = (shown: ReadonlySet<Id> | undefined, conversationId: Id): boolean => shown?.has(conversationId) ?? true;
