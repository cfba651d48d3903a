// The logic and web nodes that say in Redis that they are there.
import type { Redis } from 'ioredis';
import { guard } from '@godwit/shared/guard';
import { type NodeStatus, parseNodeStatus } from '@godwit/shared/node-status';
import { REDIS_KEYS } from '@godwit/shared/redis-keys';
import { DependencyError } from './dependency-error.js';

export class TierNodes {
  readonly #redis: Redis;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /** By name. Throws DependencyError while Redis is away. */
  async list(): Promise<NodeStatus[]> {
    try {
      return await this.#read();
    } catch (error) {
      throw new DependencyError('redis', 'UNAVAILABLE', error);
    }
  }

  async #read(): Promise<NodeStatus[]> {
    const members = await this.#redis.smembers(REDIS_KEYS.tierNodes);
    const texts = await Promise.all(members.map((member) => this.#redis.get(keyOf(member))));
    const dead = members.filter((_member, i) => texts[i] === null);
    if (dead.length > 0) guard(this.#redis.srem(REDIS_KEYS.tierNodes, dead));
    return texts.flatMap((text) => (text === null ? [] : (parseNodeStatus(text) ?? []))).sort((a, b) => a.node.localeCompare(b.node));
  }
}

function keyOf(member: string): string {
  const at = member.indexOf(':');
  return REDIS_KEYS.tierNode(member.slice(0, at), member.slice(at + 1));
}
