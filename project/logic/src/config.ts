import { z } from 'zod';
import { serverUrl } from '@godwit/shared/config/server-url';
import { LOG_LEVELS } from '@godwit/shared/log';

/** Settings of one logic process; env/example.env lists them. */
export const logicConfig = z.object({
  NODE_NAME: z
    .string()
    .min(1)
    .max(40)
    .regex(/^[\w.-]+$/, 'expected letters, digits, ".", "_" and "-"')
    .default('logic-1')
    .describe('Unique among running processes; names this publisher to the access nodes, and its subjects'),
  DATABASE_URL: serverUrl('postgres://godwit@127.0.0.1:5432/godwit').describe('PostgreSQL; fsync and synchronous_commit must be on'),
  REDIS_URL: serverUrl('redis://127.0.0.1:6379').describe('Locations of sessions'),
  NATS_URL: serverUrl('nats://127.0.0.1:4222').describe('Bus between the tiers'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info').describe('Least severe log line printed'),
  INTERNAL_HOST: z.string().min(1).default('127.0.0.1').describe('Address of /healthz, /readyz and /metrics'),
  INTERNAL_PORT: z.int().min(0).max(65_535).default(0).describe('Port of /healthz, /readyz and /metrics; 0 = a free one'),
  COMMIT_LANES: z.int().min(1).max(16).default(2).describe('Batches that are committed at the same time; a connection each'),
  COMMIT_BATCH_ENTRIES: z
    .int()
    .min(1)
    .max(256)
    .default(256)
    .describe('Entries of one batch at most; 1 = each entry for itself, to measure what batches save'),
  BEFORE_SEND_HOOK: z
    .enum(['0', '1'])
    .default('0')
    .describe('1 = messages are shown to im.hook.before_send, which may refuse or change them'),
  BEFORE_SEND_MS: z.int().min(1).max(1_000).default(50).describe('Longest wait for that answer; then messages pass as they were sent'),
  MESSAGE_RETENTION_DAYS: z
    .int()
    .min(0)
    .max(36_500)
    .default(0)
    .describe('Messages older than so many days are removed, for everybody and for good; 0 = they are kept for ever'),
  QUERY_CONNECTIONS: z.int().min(1).max(64).default(4).describe('Connections for everything that is not a commit lane'),
});

export type LogicConfig = z.infer<typeof logicConfig>;
