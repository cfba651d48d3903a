// The live access nodes from the Redis registry. Bound: Redis is asked at most once per FRESH_MS, however many clients come back at once (O11);
// while Redis is away the last list is served for STALE_MS: a dead node in it costs a client one failed attempt. An empty list is not kept.
import type { Redis } from 'ioredis';
import { type AccessNodeEntry, parseAccessNode } from '@godwit/shared/access-node';
import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import { REDIS_KEYS } from '@godwit/shared/redis-keys';
import type { AccessNode } from '@godwit/shared/rest/access';
import { DependencyError } from './dependency-error.js';

const FRESH_MS = 1_000;
const STALE_MS = 60_000;
/** Path of both listeners of an access node. */
const PATH = '/godwit';

interface Snapshot {
  readonly at: number;
  readonly nodes: readonly AccessNodeEntry[];
}

export class AccessNodes {
  readonly #redis: Redis;
  readonly #clock: Clock;
  #snapshot: Snapshot = { at: -Infinity, nodes: [] };
  #reading: Promise<Snapshot> | undefined;

  constructor({ redis, clock }: { redis: Redis; clock: Clock }) {
    this.#redis = redis;
    this.#clock = clock;
  }

  /** Least loaded first. Throws DependencyError when Redis is away and nothing recent is known. */
  async list(): Promise<readonly AccessNodeEntry[]> {
    if (this.#age() < FRESH_MS && this.#snapshot.nodes.length > 0) return this.#snapshot.nodes;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    try {
      return (await this.#reading).nodes;
    } catch (error) {
      if (this.#age() < STALE_MS) return this.#snapshot.nodes;
      throw new DependencyError('redis', 'UNAVAILABLE', error);
    }
  }

  #age(): number {
    return this.#clock.monotonic() - this.#snapshot.at;
  }

  async #read(): Promise<Snapshot> {
    const names = await this.#redis.smembers(REDIS_KEYS.accessNodes);
    const texts = await Promise.all(names.map((name) => this.#redis.get(REDIS_KEYS.accessNode(name))));
    const dead = names.filter((_name, i) => texts[i] === null);
    if (dead.length > 0) guard(this.#redis.srem(REDIS_KEYS.accessNodes, dead));
    const nodes = texts.flatMap((text) => (text === null ? [] : (parseAccessNode(text) ?? [])));
    this.#snapshot = { at: this.#clock.monotonic(), nodes: nodes.sort((a, b) => a.sessions - b.sessions || a.node.localeCompare(b.node)) };
    return this.#snapshot;
  }
}

/** What a client needs to connect. `requestHost`: the host that it reached this server under, for nodes that advertise none. */
export function toAccessNode(entry: AccessNodeEntry, requestHost: string): AccessNode {
  const host = entry.host === '' ? reachableHost(requestHost) : entry.host;
  return {
    node: entry.node,
    url: entry.quicPort === 0 ? '' : `https://${host}:${String(entry.quicPort)}${PATH}`,
    websocketUrl: entry.websocketUrl === '' ? `ws://${host}:${String(entry.websocketPort)}${PATH}` : entry.websocketUrl,
    certificateHashes: entry.certificateHashes,
    sessions: entry.sessions,
  };
}

/** `localhost` may mean ::1, where access does not listen; whatever is no host name comes from a hand-made Host header. */
function reachableHost(requestHost: string): string {
  if (requestHost === 'localhost' || requestHost === '[::1]' || !/^(?:[\w.-]+|\[[\da-f:.]+\])$/i.test(requestHost)) return '127.0.0.1';
  return requestHost;
}
