import type { Id } from './ids/id.js';

/** Every Redis key of the system with its lifetime. Hash tags keep the keys of one user in one cluster slot. */
export const TTL = {
  /** Lease of a session's location; the access node refreshes it every third of this. */
  locationMs: 60_000,
  /** Lease of an access node's registry entry; drives GET /access. */
  nodeMs: 10_000,
  /** Lease of a snowflake worker id. */
  workerMs: 30_000,
  /** When a user was last seen. */
  lastSeenMs: 2_592_000_000,
} as const;

export const REDIS_KEYS = {
  /** string `node|handle|platform|loginSession|connectedAtMs`, PX TTL.locationMs. */
  location: (userId: Id, deviceId: string): string => `loc:{${userId}}:${deviceId}`,
  /** set of device ids, PX 2 × TTL.locationMs, refreshed with the leases. */
  devices: (userId: Id): string => `devices:{${userId}}`,
  /** string epoch ms, PX TTL.lastSeenMs: end of the user's last session. A hint; lost with Redis. */
  lastSeen: (userId: Id): string => `seen:{${userId}}`,
  /** string JSON AccessNodeEntry, PX TTL.nodeMs. */
  accessNode: (node: string): string => `access-node:${node}`,
  /** set of node names; members without an accessNode key are dead and removed by readers. */
  accessNodes: 'access-nodes',
  /** string JSON NodeStatus, PX TTL.nodeMs. */
  tierNode: (tier: string, node: string): string => `tier-node:${tier}:${node}`,
  /** set of `tier:node`; members without a tierNode key are dead and removed by readers. */
  tierNodes: 'tier-nodes',
  /** string, no expiry: present = nobody flushed Redis since the access nodes registered. */
  sentinel: 'godwit:sentinel',
  /** string owner token, PX TTL.workerMs. */
  snowflakeWorker: (worker: number): string => `snowflake:worker:${worker}`,
  /** prefix of rate-limiter-flexible keys; they carry their own expiry. */
  rateLimit: (limiter: string): string => `rl:${limiter}`,
} as const;
