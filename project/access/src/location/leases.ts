// F-5: the location leases of this node. Bounds: a command ≤ 300 ms, pipelines of ≤ 500; while Redis is away nothing waits for it,
// and what could not be written is written by a later renewal.
import { REDIS_KEYS } from '@godwit/shared/redis-keys';
import type { Identity } from '../session/identity.js';
import type { LeaseRedis } from './lease-scripts.js';

const PIPELINE_COMMANDS = 500;

export interface Lease {
  readonly identity: Identity;
  readonly value: string;
  readonly connectedAt: number;
}

export interface LeasesOptions {
  readonly redis: LeaseRedis;
  readonly node: string;
  readonly ttlMs: number;
  readonly now: () => number;
}

export class Leases {
  readonly #options: LeasesOptions;

  constructor(options: LeasesOptions) {
    this.#options = options;
  }

  /** The lease of a device that connected just now. Without Redis it exists on paper, until a renewal writes it. */
  async claim(handle: number, identity: Identity): Promise<Lease> {
    const { redis, node, ttlMs, now } = this.#options;
    const prefix = `${node}|${String(handle)}|${identity.platform}|${identity.loginSessionId}|`;
    try {
      const value = await redis.claimLocation(...keys(identity), prefix, ttlMs, identity.deviceId);
      return { identity, value, connectedAt: Number(value.slice(prefix.length)) };
    } catch {
      const connectedAt = now();
      return { identity, value: `${prefix}${String(connectedAt)}`, connectedAt };
    }
  }

  /** Extends the leases; resolves with those that belong to somebody newer. Rejects when Redis did not answer. */
  async renew<T extends Lease>(leases: readonly T[]): Promise<T[]> {
    const lost: T[] = [];
    for (let from = 0; from < leases.length; from += PIPELINE_COMMANDS) {
      const some = leases.slice(from, from + PIPELINE_COMMANDS);
      const pipeline = this.#options.redis.pipeline();
      for (const { identity, value, connectedAt } of some)
        pipeline.renewLocation(...keys(identity), value, this.#options.ttlMs, identity.deviceId, connectedAt);
      const results = await run(pipeline);
      lost.push(...some.filter((_, i) => results[i] === 0));
    }
    return lost;
  }

  /** Rejects when Redis did not answer; the leases end by themselves then. */
  async release(leases: readonly Lease[]): Promise<void> {
    for (let from = 0; from < leases.length; from += PIPELINE_COMMANDS) {
      const pipeline = this.#options.redis.pipeline();
      for (const { identity, value } of leases.slice(from, from + PIPELINE_COMMANDS))
        pipeline.releaseLocation(...keys(identity), value, identity.deviceId);
      await run(pipeline);
    }
  }
}

const keys = ({ userId, deviceId }: Identity): [string, string] => [REDIS_KEYS.location(userId, deviceId), REDIS_KEYS.devices(userId)];

async function run(pipeline: { exec(): Promise<[Error | null, unknown][] | null> }): Promise<unknown[]> {
  return ((await pipeline.exec()) ?? []).map(([error, result]) => {
    if (error !== null) throw error;
    return result;
  });
}
