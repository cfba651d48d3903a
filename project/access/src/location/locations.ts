// F-5, C14–C17: keeps Redis and logic informed about who is connected here. Works in the background of the sweep:
// one run at a time, leases in slices, so that no second has all the work. Redis may be away: then sessions go on and logic broadcasts.
import { randomUUID } from 'node:crypto';
import type { AccessNodeEntry } from '@godwit/shared/access-node';
import type { Bus } from '@godwit/shared/bus/bus';
import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { Logger } from '@godwit/shared/log';
import { encodeToLogic } from '@godwit/shared/protocol/inside';
import { REDIS_KEYS, TTL } from '@godwit/shared/redis-keys';
import { SUBJECTS } from '@godwit/shared/subjects';
import type { Redis } from 'ioredis';
import type { Identity } from '../session/identity.js';
import type { Session } from '../session/session.js';
import { withLeaseScripts } from './lease-scripts.js';
import { type Lease, Leases } from './leases.js';
import { type SentinelState, watchSentinel } from './sentinel.js';

const ANNOUNCE_MS = 1_000;
const LOOK_EVERY_MS = 1_000;
/** Leases are renewed three times in their life. */
const RENEWALS = 3;
const ENTRY_EVERY_MS = TTL.nodeMs / 3;

export interface LocationsOptions {
  readonly redis: Redis;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Logger;
  readonly node: string;
  readonly leaseMs: number;
  readonly entry: () => AccessNodeEntry;
  /** Pushes may have gone nowhere: sessions must sync. */
  readonly onUnknown: (reason: string) => void;
}

interface SessionLease extends Lease {
  readonly session: Session;
}

export class Locations {
  readonly #options: LocationsOptions;
  readonly #leases: Leases;
  readonly #held = new Map<Session, SessionLease>();
  readonly #due: Due;
  #sentinel: SentinelState = { at: 'new' };
  #working = false;
  #stopped = false;

  constructor(options: LocationsOptions) {
    const { redis, node, leaseMs, clock } = options;
    this.#options = options;
    this.#leases = new Leases({ redis: withLeaseScripts(redis), node, ttlMs: leaseMs, now: clock.now });
    this.#due = new Due(clock.monotonic());
  }

  get size(): number {
    return this.#held.size;
  }

  /** The session can be found when this resolves, or logic broadcasts. */
  async join(session: Session, identity: Identity): Promise<void> {
    const { bus, node, clock } = this.#options;
    this.#held.set(session, { ...(await this.#leases.claim(session.handle, identity)), session });
    const { loginSessionId, userId, deviceId, platform } = identity;
    bus.publish(
      SUBJECTS.location,
      encodeToLogic({
        kind: 'userOnline',
        node,
        handle: session.handle,
        sessionId: loginSessionId,
        userId,
        deviceId,
        platform,
        at: clock.now(),
      }),
    );
    await bus.flush(ANNOUNCE_MS).catch(() => undefined);
  }

  /** goneAt: since when its user has not been here, in epoch ms. */
  async leave(session: Session, goneAt: number): Promise<void> {
    const lease = this.#held.get(session);
    if (lease === undefined) return;
    this.#held.delete(session);
    await this.#leases.release([lease]).catch(() => undefined);
    this.#sayOffline(lease, goneAt);
  }

  /** Called by the sweep. */
  tick(now: number): void {
    if (this.#working || this.#stopped || !this.#due.look(now, LOOK_EVERY_MS)) return;
    this.#working = true;
    const work = this.#look(now).catch(() => {
      this.#unanswered(now);
    });
    guard(
      work.finally(() => {
        this.#working = false;
      }),
    );
  }

  /** Nobody shall be sent here any more. */
  async unlist(): Promise<void> {
    const { redis, node } = this.#options;
    this.#stopped = true;
    await redis.multi().del(REDIS_KEYS.accessNode(node)).srem(REDIS_KEYS.accessNodes, node).exec();
  }

  /** For the end of the process: all leases in one go. */
  async releaseAll(): Promise<void> {
    const leases = [...this.#held.values()];
    this.#held.clear();
    await this.#leases.release(leases).catch(() => undefined);
    for (const lease of leases) this.#sayOffline(lease, this.#options.clock.now());
  }

  async #look(now: number): Promise<void> {
    const { redis } = this.#options;
    const [state, effects] = watchSentinel(this.#sentinel, await redis.get(REDIS_KEYS.sentinel), now);
    if (effects.includes('register-all')) await this.#registerAll('redis lost the locations');
    // leases that ran out meanwhile left their sessions without pushes
    else if (this.#due.silentMs(now) > Math.max(this.#options.leaseMs / RENEWALS, 3 * LOOK_EVERY_MS))
      await this.#registerAll('redis was out of reach');
    // only now: what failed half-way is done again
    this.#sentinel = state;
    this.#due.answered(now);
    if (effects.includes('write')) await this.#writeSentinel(now);
    if (this.#due.entry(now, ENTRY_EVERY_MS)) await this.#writeEntry();
    await this.#renew(
      [...this.#held.values()].filter(({ session }) => this.#due.slice(session.handle, this.#options.leaseMs / RENEWALS / LOOK_EVERY_MS)),
    );
    this.#due.next();
  }

  async #registerAll(reason: string): Promise<void> {
    this.#options.log.warn({ sessions: this.#held.size }, `registering all sessions again: ${reason}`);
    await this.#writeEntry();
    await this.#renew([...this.#held.values()]);
    this.#options.onUnknown(reason);
  }

  /** While it was missing a loss could not be seen, so the leases come first. Somebody else may be faster; then theirs counts. */
  async #writeSentinel(now: number): Promise<void> {
    const { redis } = this.#options;
    await this.#renew([...this.#held.values()]);
    await redis.set(REDIS_KEYS.sentinel, randomUUID(), 'NX');
    [this.#sentinel] = watchSentinel(this.#sentinel, await redis.get(REDIS_KEYS.sentinel), now);
  }

  async #renew(leases: readonly SessionLease[]): Promise<void> {
    for (const { session } of await this.#leases.renew(leases)) session.end('REPLACED');
  }

  async #writeEntry(): Promise<void> {
    const { redis, node, entry } = this.#options;
    if (this.#stopped) return;
    await redis
      .multi()
      .set(REDIS_KEYS.accessNode(node), JSON.stringify(entry()), 'PX', TTL.nodeMs)
      .sadd(REDIS_KEYS.accessNodes, node)
      .exec();
  }

  /** C17: others may think that these sessions are gone. With NATS away as well they cannot be reached at all, and belong elsewhere. */
  #unanswered(now: number): void {
    if (!this.#due.expired(now, this.#options.leaseMs)) return;
    if (this.#options.bus.up) this.#options.onUnknown('redis is out of reach');
    else for (const session of this.#held.keys()) session.end('NODE_ISOLATED');
  }

  #sayOffline({ session, identity: { loginSessionId, userId, deviceId } }: SessionLease, at: number): void {
    const { bus, node } = this.#options;
    bus.publish(
      SUBJECTS.location,
      encodeToLogic({ kind: 'userOffline', node, handle: session.handle, sessionId: loginSessionId, userId, deviceId, at }),
    );
  }
}

/** When what was last done, in monotonic ms. */
class Due {
  #lookedAt = -Infinity;
  #wroteEntryAt = -Infinity;
  #answeredAt: number;
  #expiredAt = -Infinity;
  #turn = 0;

  constructor(now: number) {
    this.#answeredAt = now;
  }

  look(now: number, everyMs: number): boolean {
    if (now - this.#lookedAt < everyMs) return false;
    this.#lookedAt = now;
    return true;
  }

  entry(now: number, everyMs: number): boolean {
    if (now - this.#wroteEntryAt < everyMs) return false;
    this.#wroteEntryAt = now;
    return true;
  }

  silentMs(now: number): number {
    return now - this.#answeredAt;
  }

  answered(now: number): void {
    this.#answeredAt = now;
  }

  /** Once per lease time without an answer. */
  expired(now: number, leaseMs: number): boolean {
    if (now - Math.max(this.#answeredAt, this.#expiredAt) < leaseMs) return false;
    this.#expiredAt = now;
    return true;
  }

  /** Whether `handle` belongs to the present one of `count` slices. */
  slice(handle: number, count: number): boolean {
    const slices = Math.max(1, Math.floor(count));
    return handle % slices === this.#turn % slices;
  }

  next(): void {
    this.#turn++;
  }
}
