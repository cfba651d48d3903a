// The test plays an access node: it holds the sessions, speaks NATS, keeps the location leases.
import { inflateRawSync } from 'node:zlib';
import type { Redis } from 'ioredis';
import { type Bus, connectBus } from '@godwit/shared/bus/bus';
import type { Id } from '@godwit/shared/ids/id';
import { createLogger } from '@godwit/shared/log';
import { deflatedOf } from '@godwit/shared/protocol/deflated';
import { decodeDown, type Down } from '@godwit/shared/protocol/down';
import { withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import { decodeToAccess, encodeToLogic, type ToAccess } from '@godwit/shared/protocol/inside';
import { encodeUp, type Up } from '@godwit/shared/protocol/up';
import { verify } from '@godwit/shared/protocol/verify';
import { REDIS_KEYS } from '@godwit/shared/redis-keys';
import { accessDownstream, SUBJECTS } from '@godwit/shared/subjects';
import { testId } from './people.js';

const PATIENCE_MS = 20_000;

export interface Received {
  readonly ref: number;
  readonly counted: boolean;
  readonly userVersion: number;
  /** As it came, with its length prefix. */
  readonly frameBytes: number;
  readonly deflated: boolean;
  readonly message: Down;
}

export type Kind = Down['kind'];
export type Of<K extends Kind> = Extract<Down, { kind: K }>;

/** One session: everything it got, in order, and what a test waits for. */
export class FakeSession {
  readonly access: FakeAccess;
  readonly userId: Id;
  readonly deviceId: string;
  readonly handle: number;
  readonly received: Received[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(access: FakeAccess, userId: Id, deviceId: string, handle: number) {
    this.access = access;
    this.userId = userId;
    this.deviceId = deviceId;
    this.handle = handle;
  }

  deliver(frame: Uint8Array, counted: boolean, userVersion: number): void {
    const outer = withoutLengthPrefix(frame);
    if (!verify('Frame', outer)) throw new Error('logic sent a malformed frame');
    const deflated = deflatedOf(outer);
    const bytes = deflated === undefined ? outer : inflateRawSync(deflated);
    if (!verify('Frame', bytes)) throw new Error('logic deflated a malformed frame');
    const decoded = decodeDown(bytes)!;
    if (decoded.message.kind === 'unsupported') throw new Error('logic sent an unknown frame');
    this.received.push({
      ref: decoded.ref,
      counted,
      userVersion,
      frameBytes: frame.length,
      deflated: deflated !== undefined,
      message: decoded.message,
    });
    for (const wake of this.#waiting) wake();
  }

  send(
    message: Up,
    { ref = 0, expiresAt = Date.now() + 60_000, inflates = false }: { ref?: number; expiresAt?: number; inflates?: boolean } = {},
  ): void {
    this.sendRaw(withoutLengthPrefix(encodeUp(message, ref, inflates)), expiresAt);
  }

  sendRaw(frame: Uint8Array, expiresAt = Date.now() + 60_000): void {
    const { userId, handle, access } = this;
    const envelope = { node: access.node, receivedAt: Date.now(), expiresAt, frames: [{ handle, userId, lane: 'live', frame }] } as const;
    access.bus.publish(SUBJECTS.upstream, encodeToLogic({ kind: 'upstream', ...envelope }));
  }

  /** All messages of a kind so far. */
  all<K extends Kind>(kind: K): Of<K>[] {
    return this.received.map(({ message }) => message).filter((message): message is Of<K> => message.kind === kind);
  }

  /** Resolves as soon as what was received satisfies `test`, which gives the result. */
  async when<T>(what: string, test: () => T | undefined): Promise<T> {
    for (;;) {
      const result = test();
      if (result !== undefined) return result;
      await new Promise<void>((resolve, reject) => {
        const wake = (): void => {
          clearTimeout(timer);
          this.#waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(() => {
          this.#waiting.delete(wake);
          reject(
            new Error(
              `${what}: not within ${String(PATIENCE_MS)} ms; got ${JSON.stringify(this.received.map(({ message }) => message.kind))}`,
            ),
          );
        }, PATIENCE_MS);
        this.#waiting.add(wake);
      });
    }
  }

  /** The n-th message of a kind, 1 = the first. */
  nth<K extends Kind>(kind: K, n = 1): Promise<Of<K>> {
    return this.when(`${kind} number ${String(n)}`, () => this.all(kind)[n - 1]);
  }

  /** The answer to a question with this ref. */
  answer(ref: number): Promise<Down> {
    return this.#answer(ref).then(({ message }) => message);
  }

  /** Asks with a fresh ref and waits for the answer. */
  ask(message: Up): Promise<Down> {
    return this.askAs(message, { inflates: false }).then((answer) => answer.message);
  }

  /** As a client that can or cannot read deflated answers. */
  askAs(message: Up, { inflates }: { inflates: boolean }): Promise<Received> {
    const ref = Number(testId()) % 1_000_000_000;
    this.send(message, { ref, inflates });
    return this.#answer(ref);
  }

  #answer(ref: number): Promise<Received> {
    return this.when(`an answer to ${String(ref)}`, () => this.received.find((r) => r.ref === ref));
  }
}

export class FakeAccess {
  readonly node: string;
  readonly bus: Bus;
  readonly envelopes: ToAccess[] = [];
  readonly #redis: Redis;
  readonly #sessions = new Map<number, FakeSession>();

  private constructor(node: string, bus: Bus, redis: Redis) {
    this.node = node;
    this.bus = bus;
    this.#redis = redis;
  }

  static async start(natsUrl: string, redis: Redis): Promise<FakeAccess> {
    const node = `access-${testId()}`;
    const bus = await connectBus({ servers: natsUrl, name: node, log: createLogger({ name: node, level: 'silent' }) });
    const access = new FakeAccess(node, bus, redis);
    for (const subject of [accessDownstream(node), SUBJECTS.accessBroadcast, 'im.room.*']) {
      bus.subscribe(subject, {}, (bytes) => {
        access.#hear(bytes);
      });
    }
    await redis.set(REDIS_KEYS.sentinel, '1');
    await bus.flush(5_000);
    return access;
  }

  async online(userId: Id, deviceId = `device${testId()}`): Promise<FakeSession> {
    const handle = Number(testId()) % 4_000_000_000;
    const session = new FakeSession(this, userId, deviceId, handle);
    this.#sessions.set(handle, session);
    await this.#redis.sadd(REDIS_KEYS.devices(userId), deviceId);
    await this.#redis.set(REDIS_KEYS.location(userId, deviceId), `${this.node}|${String(handle)}|web|1|${String(Date.now())}`);
    const event = { node: this.node, handle, sessionId: '1', userId, deviceId, platform: 'web', at: Date.now() };
    this.bus.publish(SUBJECTS.location, encodeToLogic({ kind: 'userOnline', ...event }));
    await this.bus.flush(5_000);
    return session;
  }

  #hear(bytes: Uint8Array): void {
    if (!verify('ToAccess', bytes)) throw new Error('logic sent a malformed envelope');
    const envelope = decodeToAccess(bytes)!;
    this.envelopes.push(envelope);
    if (envelope.kind === 'downstream') {
      for (const { handles, frame, counted, userVersion } of envelope.deliveries) {
        for (const handle of handles) this.#sessions.get(handle)?.deliver(frame, counted, userVersion);
      }
    }
    if (envelope.kind === 'announcement') {
      for (const session of this.#sessions.values()) session.deliver(envelope.frame, true, 0);
    }
    if (envelope.kind === 'broadcastDelivery') {
      for (const session of this.#sessions.values()) {
        if (envelope.userIds.includes(session.userId)) session.deliver(envelope.frame, envelope.counted, 0);
      }
    }
  }
}
