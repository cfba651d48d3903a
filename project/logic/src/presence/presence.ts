/**
 * F-69: who is online, for the friends who look. Every logic node hears of every session that comes and goes; the node that was told of an
 * interest tells the session, at most once a second, and asks PostgreSQL each time who may know. Going offline is believed after 15 s, so that
 * a reconnect is not seen. What is not known (Redis or PostgreSQL away, Redis just emptied) is not said before it is.
 */
import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { encodeDown } from '@godwit/shared/protocol/down';
import { FRAME_PERMISSIONS } from '@godwit/shared/protocol/frame-permissions';
import type { Presence } from '@godwit/shared/protocol/messages/presence';
import type { Located } from '../fanout/locations.js';
import type { Deliver, Outgoing } from '../fanout/outgoing.js';
import type { SessionRef } from '../session-ref.js';
import type { Watch } from '../store/load-watchable.js';
import type { Interest, Interests } from './interests.js';

const MAX_WATCHED = FRAME_PERMISSIONS.presenceSubscribe.maxItems;
const GATHER_MS = 1_000;
const OFFLINE_MS = 15_000;
/** Until it is asked again: where people are is known some seconds after Redis came back. */
const UNKNOWN_MS = 5_000;

export interface PresenceOptions {
  readonly clock: Clock;
  readonly interests: Interests;
  readonly fanout: Deliver;
  readonly locate: (userIds: ReadonlySet<Id>) => Located | undefined | Promise<Located | undefined>;
  /** Those of the wishes that may be granted. */
  readonly watchable: (wishes: readonly Watch[]) => Promise<Watch[]>;
  readonly readLastSeen: (userIds: readonly Id[]) => Promise<ReadonlyMap<Id, number>>;
  readonly writeLastSeen: (userId: Id, at: number) => Promise<void>;
}

export class PresenceNotices {
  readonly #options: PresenceOptions;
  /** Users whose presence may have changed since the last notice. */
  readonly #changed = new Set<Id>();
  readonly #leaving = new Map<Id, () => void>();
  #cancelNotice: (() => void) | undefined;

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  /** Answers with everybody asked for: who may not be watched looks like somebody who has never been here. */
  async subscribe(session: SessionRef & { readonly userId: Id }, userIds: readonly Id[]): Promise<Outcome<null>> {
    if (userIds.length > MAX_WATCHED)
      return refuse('INVALID_ARGUMENT', `${String(userIds.length)} people, at most ${String(MAX_WATCHED)} can be watched`);
    const watched = new Set(userIds);
    const interest = { session: { node: session.node, handle: session.handle }, userId: session.userId, watched };
    this.#options.interests.set(interest);
    await this.#tell([interest], watched);
    return ok(null);
  }

  online(userId: Id): void {
    this.#leaving.get(userId)?.();
    this.#leaving.delete(userId);
    this.#noteChange(userId);
  }

  /** at: since when, in epoch ms; access says it only when nobody resumed the session. */
  offline(session: SessionRef, userId: Id, at: number): void {
    const { interests, clock, writeLastSeen } = this.#options;
    interests.drop(session);
    guard(writeLastSeen(userId, at));
    if (interests.of(userId).length === 0) return;
    this.#leaving.get(userId)?.();
    const cancel = clock.setTimeout(
      () => {
        this.#leaving.delete(userId);
        this.#noteChange(userId);
      },
      Math.min(OFFLINE_MS, Math.max(0, at + OFFLINE_MS - clock.now())),
    );
    this.#leaving.set(userId, cancel);
  }

  /** Ends its timers. */
  stop(): void {
    this.#cancelNotice?.();
    for (const cancel of this.#leaving.values()) cancel();
  }

  #noteChange(userId: Id): void {
    this.#noteChanges([userId], GATHER_MS);
  }

  #noteChanges(userIds: Iterable<Id>, afterMs: number): void {
    for (const userId of userIds) if (this.#options.interests.of(userId).length > 0) this.#changed.add(userId);
    if (this.#changed.size === 0) return;
    this.#cancelNotice ??= this.#options.clock.setTimeout(() => {
      this.#cancelNotice = undefined;
      const changed = new Set(this.#changed);
      this.#changed.clear();
      guard(this.#notify(changed), () => {
        this.#noteChanges(changed, UNKNOWN_MS);
      });
    }, afterMs);
  }

  async #notify(changed: ReadonlySet<Id>): Promise<void> {
    const interested = new Set([...changed].flatMap((userId) => this.#options.interests.of(userId)));
    await this.#tell([...interested], changed, 'only granted');
  }

  /** Each of the interested, about those of `about` whom it watches. */
  async #tell(interested: readonly Interest[], about: ReadonlySet<Id>, whom: 'everybody' | 'only granted' = 'everybody'): Promise<void> {
    const { watchable, locate, readLastSeen, fanout } = this.#options;
    const located = await locate(about);
    if (located === undefined) return this.#noteChanges(about, UNKNOWN_MS);
    const wishes = interested.flatMap(({ userId: watcherId, watched }) =>
      [...watched].filter((id) => about.has(id)).map((userId) => ({ watcherId, userId })),
    );
    const granted = new Map<Id, Set<Id>>();
    for (const { watcherId, userId } of await watchable(wishes)) {
      if (!granted.has(watcherId)) granted.set(watcherId, new Set());
      granted.get(watcherId)!.add(userId);
    }
    const shown = new Set([...granted.values()].flatMap((ids) => [...ids]));
    const away = [...shown].filter((id) => (located.get(id)?.length ?? 0) === 0);
    const lastSeen = await readLastSeen(away);
    const presenceOf = (watcherId: Id, userId: Id): Presence[] => {
      if (granted.get(watcherId)?.has(userId) !== true) return whom === 'everybody' ? [stranger(userId)] : [];
      const online = (located.get(userId)?.length ?? 0) > 0;
      return [{ userId, online, lastSeenAt: online ? 0 : (lastSeen.get(userId) ?? 0), platform: '' }];
    };
    await fanout.deliver(
      interested.flatMap(({ session, userId: watcherId, watched }): Outgoing[] => {
        const users = [...watched].filter((id) => about.has(id)).flatMap((id) => presenceOf(watcherId, id));
        return users.length === 0 ? [] : [noticeTo(session, users)];
      }),
    );
  }
}

const stranger = (userId: Id): Presence => ({ userId, online: false, lastSeenAt: 0, platform: '' });

const noticeTo = (session: SessionRef, users: Presence[]): Outgoing => ({
  to: { at: 'session', session },
  lane: 'datagram',
  counted: false,
  userVersion: 0,
  frame: encodeDown({ kind: 'presenceUpdate', users }),
});
