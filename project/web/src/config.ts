import { z } from 'zod';
import { serverUrl } from '@godwit/shared/config/server-url';
import { LOG_LEVELS } from '@godwit/shared/log';
import { MAX_FILE_BYTES } from '@godwit/shared/rest/limits';

const DAY_MS = 86_400_000;

/** Settings of one web process; env/example.env lists them. Lists are separated by commas. */
export const webConfig = z.object({
  NODE_NAME: z.string().min(1).max(40).default('web-1').describe('Unique among running processes'),
  DATABASE_URL: serverUrl('postgres://godwit@127.0.0.1:5432/godwit').describe('PostgreSQL'),
  REDIS_URL: serverUrl('redis://127.0.0.1:6379').describe('Rate limits and the registry of access nodes'),
  NATS_URL: serverUrl('nats://127.0.0.1:4222').describe('Bus between the tiers'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info').describe('Least severe log line printed'),
  INTERNAL_HOST: z.string().min(1).default('127.0.0.1').describe('Address of /healthz, /readyz and /metrics'),
  INTERNAL_PORT: z.int().min(0).max(65_535).default(0).describe('Port of /healthz, /readyz and /metrics; 0 = a free one'),
  KEYS_DIR: z.string().min(1).default('.data/keys/signing').describe('Holds jwt-private.pem and jwt-public.pem'),
  WEB_HOST: z.string().min(1).default('127.0.0.1').describe('Address of the REST API and the client'),
  WEB_PORT: z.int().min(0).max(65_535).default(8080).describe('Port of the REST API and the client; 0 = a free one'),
  STATIC_DIR: z.string().default('').describe('Built client; empty = none'),
  CLIENT_CONFIG: z
    .string()
    .default('')
    .describe('JSON file that /config.json is read from: name, logo and features of the client; empty = defaults'),
  BCRYPT_WORKERS: z.int().min(0).max(32).default(0).describe('Threads that hash passwords; 0 = half as many as there are processors'),
  LOGIC_TIMEOUT_MS: z.int().min(100).max(1_200).default(1_200).describe('Longest wait for an answer of a logic node'),
  ACCESS_TOKEN_TTL_MS: z
    .int()
    .min(1_000)
    .default(7 * DAY_MS)
    .describe('Life of an access token'),
  REFRESH_TOKEN_TTL_MS: z
    .int()
    .min(1_000)
    .default(30 * DAY_MS)
    .describe('Life of a refresh token; starts again at every refresh'),
  LOGIN_POLICY: z
    .enum(['all', 'one-per-platform', 'one'])
    .default('all')
    .describe('Devices of one account that stay signed in when another signs in: all, those of other platforms, or none'),
  RATE_LIMIT_FACTOR: z
    .number()
    .min(0.01)
    .max(1_000_000)
    .default(1)
    .describe('Multiplies the REST allowances; for load tests from one address'),
  TRUSTED_PROXIES: z.array(z.string()).default([]).describe('Addresses or networks of proxies whose X-Forwarded-For is believed'),
  CORS_ORIGINS: z.array(z.string()).default([]).describe('Origins of other sites that may call the API'),
  FILE_STORAGE: z
    .enum(['local', 's3'])
    .default('local')
    .describe('Where uploaded files lie: in FILE_DIR, or in a bucket of an S3-compatible storage'),
  FILE_DIR: z.string().min(1).default('.data/files').describe('Directory of the local storage; several web processes share one'),
  FILE_MAX_BYTES: z.int().min(1).max(MAX_FILE_BYTES).default(209_715_200).describe('Largest file or video'),
  FILE_USER_BYTES: z.int().min(1).default(10_737_418_240).describe('Room for the files of one user'),
  S3_ENDPOINT: z.string().default('').describe('Address of the storage, e.g. https://minio.example:9000; empty = Amazon S3'),
  S3_PUBLIC_ENDPOINT: z.string().default('').describe('Address under which clients reach it; empty = S3_ENDPOINT'),
  S3_REGION: z.string().min(1).default('us-east-1').describe('Region of the bucket'),
  S3_BUCKET: z.string().default('').describe('Bucket of the files; needed with FILE_STORAGE=s3'),
  S3_ACCESS_KEY_ID: z.string().default('').describe('Access key; empty = as the AWS SDK finds one'),
  S3_SECRET_ACCESS_KEY: z.string().default('').meta({ secret: true }).describe('Secret of the access key'),
  S3_PATH_STYLE: z.enum(['0', '1']).default('1').describe('1 = bucket in the path, as most servers beside Amazon want it'),
  CSP_CONNECT_SRC: z
    .array(z.string())
    .default(['https:', 'ws:', 'wss:'])
    .describe('Where the client may connect to beside this site: the access nodes'),
});

export type WebConfig = z.infer<typeof webConfig>;
