// C14: where a device is connected, as a lease that is only changed by compare-and-set. Three scripts, each one atomic step.
// Value: `node|handle|platform|loginSessionId|connectedAtMs`; a newer connectedAt wins. Times of claims are Redis's own, so that
// clocks of nodes need not agree.
import type { Redis } from 'ioredis';

const CONNECTED_AT = `tonumber(string.match(held, '|(%d+)$') or '0')`;

/** A device has just connected here: it is here now, whoever held the lease. */
const CLAIM = `
local time = redis.call('TIME')
local at = time[1] * 1000 + math.floor(time[2] / 1000)
local held = redis.call('GET', KEYS[1])
if held and ${CONNECTED_AT} >= at then at = ${CONNECTED_AT} + 1 end
local value = ARGV[1] .. string.format('%.0f', at)
redis.call('SET', KEYS[1], value, 'PX', ARGV[2])
redis.call('SADD', KEYS[2], ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[2] * 2)
return value`;

/**
 * Extends the lease, or takes it again where it was lost. 0: somebody newer has it. A lease of the same session with another time is
 * its own claim, which Redis carried out after the node had given up waiting for the answer.
 */
const RENEW = `
local held = redis.call('GET', KEYS[1])
local session = string.match(ARGV[1], '^(.*|)%d+$')
if held and string.sub(held, 1, #session) ~= session and ${CONNECTED_AT} > tonumber(ARGV[4]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('SADD', KEYS[2], ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[2] * 2)
return 1`;

/** Gives the lease up, unless somebody else has it. */
const RELEASE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('SREM', KEYS[2], ARGV[2])
return 1`;

interface LeaseCommands {
  claimLocation(location: string, devices: string, prefix: string, ttlMs: number, deviceId: string): Promise<string>;
  renewLocation(location: string, devices: string, value: string, ttlMs: number, deviceId: string, connectedAt: number): Promise<number>;
  releaseLocation(location: string, devices: string, value: string, deviceId: string): Promise<number>;
}

interface LeasePipeline {
  renewLocation(...args: Parameters<LeaseCommands['renewLocation']>): LeasePipeline;
  releaseLocation(...args: Parameters<LeaseCommands['releaseLocation']>): LeasePipeline;
  exec(): Promise<[Error | null, unknown][] | null>;
}

export type LeaseRedis = LeaseCommands & { pipeline(): LeasePipeline };

/** The connection with the three commands. Scripts are sent once and called by their hash. */
export function withLeaseScripts(redis: Redis): LeaseRedis {
  redis.defineCommand('claimLocation', { numberOfKeys: 2, lua: CLAIM });
  redis.defineCommand('renewLocation', { numberOfKeys: 2, lua: RENEW });
  redis.defineCommand('releaseLocation', { numberOfKeys: 2, lua: RELEASE });
  return redis as unknown as LeaseRedis;
}
