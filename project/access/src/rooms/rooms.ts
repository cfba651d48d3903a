// Hop 8: the rooms that users of this node are members of. The node listens to each of them, and 30 s longer than somebody is here.
// A user counts as present before logic is asked about him, so that no change between its answer and HelloAck is missed.
// Bound: the rooms of local users; one question a room, and one about all users after a loss.
import type { Id } from '@godwit/shared/ids/id';
import type { RoomPlace } from '@godwit/shared/protocol/logic-request';
import type { RoomChange } from '@godwit/shared/protocol/messages/room-change';
import type { RoomDelivery } from '@godwit/shared/protocol/messages/room-delivery';
import type { RoomHead } from '@godwit/shared/protocol/messages/room-head';
import { guard } from '@godwit/shared/guard';
import type { BusSubscription } from '@godwit/shared/bus/bus';
import type { Session } from '../session/session.js';
import type { AskLogic } from './ask-logic.js';
import { type LocalUser, Room, type RoomOptions, shows } from './room.js';

const LINGER_MS = 30_000;
const LOOK_AGAIN_MS = 1_000;

interface Heard {
  readonly room: Room;
  readonly subscription: BusSubscription;
  /** Monotonic ms since when nobody is here. */
  emptySince: number | undefined;
}

export interface RoomsOptions extends Pick<RoomOptions, 'node' | 'clock' | 'log'> {
  readonly ask: Pick<AskLogic, 'members' | 'places'>;
  readonly subscribe: (conversationId: Id) => BusSubscription;
}

export class Rooms {
  readonly #options: RoomsOptions;
  readonly #rooms = new Map<Id, Heard>();
  readonly #users = new Map<Id, LocalUser>();
  readonly #userOf = new Map<Session, LocalUser>();
  #lookAgain: { readonly notBefore: number } | undefined;

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#rooms.size;
  }

  /** Deliveries that wait for the members of their room. */
  get waiting(): number {
    return [...this.#rooms.values()].reduce((sum, { room }) => sum + room.waiting, 0);
  }

  /** Pushes that wait for those who do not show their room. */
  get gathered(): number {
    return [...this.#rooms.values()].reduce((sum, { room }) => sum + room.gathered, 0);
  }

  /** From now on changes about this user are heard; afterwards logic is asked for his places. */
  begin(session: Session, userId: Id): void {
    const user = this.#users.get(userId) ?? { userId, sessions: new Map(), rooms: new Set() };
    user.sessions.set(session, undefined);
    this.#userOf.set(session, user);
    this.#users.set(userId, user);
  }

  enter(userId: Id, places: readonly RoomPlace[]): void {
    const user = this.#users.get(userId);
    if (user === undefined) return;
    for (const place of places) this.#roomOf(place.conversationId, place.lastSeq).enter(user, place);
  }

  leave(session: Session): void {
    const user = this.#userOf.get(session);
    if (user === undefined) return;
    this.#userOf.delete(session);
    user.sessions.delete(session);
    if (user.sessions.size > 0) return;
    this.#users.delete(user.userId);
    for (const room of user.rooms) room.leave(user);
  }

  /** What the session shows from now on; ids of what is no room of its user are of no effect. */
  show(session: Session, conversationIds: readonly Id[]): void {
    const user = this.#userOf.get(session);
    if (user === undefined) return;
    const [before, now] = [user.sessions.get(session), new Set(conversationIds)];
    for (const room of user.rooms) if (shows(before, room.conversationId) !== now.has(room.conversationId)) room.flush();
    user.sessions.set(session, now);
  }

  /** What waits for sessions of this user goes out. */
  flush(userId: Id): void {
    for (const room of this.#users.get(userId)?.rooms ?? []) room.flush();
  }

  deliver(delivery: RoomDelivery): void {
    this.#rooms.get(delivery.conversationId)?.room.deliver(delivery);
  }

  onHead(head: RoomHead): void {
    this.#rooms.get(head.conversationId)?.room.onHead(head);
  }

  change(change: RoomChange): void {
    const { conversationId, joined, seq } = change;
    const present = joined.map((userId) => this.#users.get(userId)).filter((user) => user !== undefined);
    const room = present.length > 0 ? this.#roomOf(conversationId, seq) : this.#rooms.get(conversationId)?.room;
    room?.change(change, present);
  }

  /** Changes may have been missed: at the next tick logic is asked for the places of all users. */
  lookAgain(now: number): void {
    this.#lookAgain ??= { notBefore: now };
  }

  /** Called by the sweep. */
  tick(now: number): void {
    if (this.#lookAgain !== undefined && now >= this.#lookAgain.notBefore) {
      this.#lookAgain = undefined;
      guard(this.#look(), () => {
        this.#lookAgain ??= { notBefore: now + LOOK_AGAIN_MS };
      });
    }
    for (const [id, heard] of this.#rooms) {
      heard.room.tick(now);
      if (heard.room.size > 0) heard.emptySince = undefined;
      else if (now - (heard.emptySince ??= now) > LINGER_MS) {
        heard.subscription.stop();
        this.#rooms.delete(id);
      }
    }
  }

  /** Finds who came in; that somebody went is noticed by the version of the next message. */
  async #look(): Promise<void> {
    for await (const place of this.#options.ask.places([...this.#users.keys()])) this.enter(place.userId, [place]);
  }

  #roomOf(conversationId: Id, head: number): Room {
    const heard = this.#rooms.get(conversationId);
    if (heard !== undefined) return heard.room;
    const { node, clock, log, ask, subscribe } = this.#options;
    const room = new Room({ conversationId, node, head, askMembers: ask.members, clock, log: log.child({ conversationId }) });
    this.#rooms.set(conversationId, { room, subscription: subscribe(conversationId), emptySince: undefined });
    return room;
  }
}
