import { serverUrl } from '@godwit/shared/config/server-url';
import { LOG_LEVELS } from '@godwit/shared/log';
import { TTL } from '@godwit/shared/redis-keys';
import { z } from 'zod';

const port = z.int().min(0).max(65_535);
const milliseconds = z.int().min(1);

/** Settings of one access process; env/example.env lists them. Lists are separated by commas. */
export const accessConfig = z.object({
  NODE_NAME: z
    .string()
    .regex(/^[\w-]{1,40}$/, 'expected up to 40 letters, digits, - and _: it becomes part of a NATS subject')
    .default('access-1')
    .describe('Unique among running processes'),
  REDIS_URL: serverUrl('redis://127.0.0.1:6379').describe('Locations of sessions and the registry of access nodes'),
  NATS_URL: serverUrl('nats://127.0.0.1:4222').describe('Bus between the tiers'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info').describe('Least severe log line printed'),
  INTERNAL_HOST: z.string().min(1).default('127.0.0.1').describe('Address of /healthz, /readyz and /metrics'),
  INTERNAL_PORT: port.default(0).describe('Port of /healthz, /readyz and /metrics; 0 = a free one'),
  KEYS_DIR: z.string().min(1).default('.data/keys/verifying').describe('Holds jwt-public.pem'),
  ACCESS_ENGINE: z
    .enum(['deno-quic', 'fails'])
    .default('deno-quic')
    .describe('WebTransport by Deno, or by @fails-components/webtransport under Node'),
  ACCESS_HOST: z.string().min(1).default('127.0.0.1').describe('Address of the listeners'),
  ACCESS_PORT: port.default(7443).describe('UDP port of WebTransport and TCP port of WebSocket; 0 = free ones'),
  ACCESS_PUBLIC_HOST: z.string().default('').describe('Host that clients are told; empty = the one they used for the REST API'),
  ACCESS_PUBLIC_WEBSOCKET_URL: z
    .string()
    .regex(/^(wss?:\/\/\S+)?$/, 'expected a ws:// or wss:// address')
    .default('')
    .describe('Address of a proxy that ends TLS in front of the WebSocket listener; empty = none'),
  ALLOWED_ORIGINS: z.array(z.string()).default([]).describe('Origins of pages on other hosts that may open a WebSocket'),
  CERT_DIR: z.string().min(1).default('.data/certificate').describe('Keeps the certificate of WebTransport; of this process alone'),
  CERT_OVERLAP_MS: milliseconds.default(3_600_000).describe('How long a renewed certificate is announced before it is used'),
  HEARTBEAT_MS: milliseconds.default(15_000).describe('How often clients are told to ping'),
  DEAD_AFTER_MS: milliseconds.default(45_000).describe('Silence after which a session is closed'),
  HANDSHAKE_MS: milliseconds.default(4_000).describe('From the first packet to an established session'),
  HELLO_MS: milliseconds.default(3_500).describe('From an established session to its Hello being answered'),
  FRAME_MS: milliseconds.default(8_500).describe('A frame that was begun is complete by then'),
  WRITE_STALL_MS: milliseconds.default(4_000).describe('A peer that does not take a write for so long is a slow consumer'),
  CLOSING_MS: milliseconds.default(500).describe('Time a peer has to take its Disconnect frame'),
  RESUME_MS: z.int().min(0).default(10_000).describe('How long pushes are kept for a client that lost its connection; 0 = it has to sync'),
  SWEEP_MS: milliseconds.default(250).describe('How often deadlines are looked at'),
  LOOP_BLOCKED_MS: milliseconds.default(10_000).describe('A process that stood still for longer closes its sessions'),
  LOCATION_LEASE_MS: milliseconds.default(TTL.locationMs).describe('Lease of a location in Redis'),
  RECHECK_MS: milliseconds.default(60_000).describe('How often it is asked whether the sign-ins of live sessions still stand'),
  UPSTREAM_TTL_MS: milliseconds.default(5_000).describe('Logic drops frames that are older'),
  PUBLISHER_SILENT_MS: milliseconds.default(3_500).describe('A logic node that is silent for so long may have lost pushes'),
  HANDSHAKES_PER_SECOND: z.int().min(1).default(200).describe('Sessions admitted per second; others are told when to come again'),
  HANDSHAKE_BURST: z.int().min(1).default(1_000).describe('Sessions admitted at once'),
  SENDS_PER_SECOND: z.int().min(1).default(20).describe('UserMessage frames of one user, over all sessions of this node'),
  SEND_BURST: z.int().min(1).default(40).describe('UserMessage frames of one user at once'),
  QUESTIONS_PER_SECOND: z
    .int()
    .min(1)
    .default(20)
    .describe('Questions for history and sync of one user, over all sessions of this node; beyond, reading pauses'),
  QUESTION_BURST: z.int().min(1).default(40).describe('Questions of one user at once'),
  FRAMES_PER_SECOND: z.int().min(1).default(100).describe('Frames of one session; beyond, reading pauses'),
  FRAME_BURST: z.int().min(1).default(200).describe('Frames of one session at once'),
  SESSIONS_PER_ADDRESS: z.int().min(1).default(500).describe('Sessions from one IP address'),
});

export type AccessConfig = z.infer<typeof accessConfig>;
