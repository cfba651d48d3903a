// A web tier for one test file: the real server on a free port, with a database, Redis and NATS of its own. Logic is played by the test.
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { generateKeyPair } from '@godwit/shared/auth/jwt';
import { type Bus, connectBus } from '@godwit/shared/bus/bus';
import { systemClock } from '@godwit/shared/clock';
import { createLogger } from '@godwit/shared/log';
import { createMetrics } from '@godwit/shared/metrics';
import type { Answer } from '@godwit/shared/rest/answer';
import type { RegisterResult, Tokens } from '@godwit/shared/rest/auth';
import type { LogicRequest } from '@godwit/shared/protocol/logic-request';
import { LOGIC_QUEUE, SUBJECTS } from '@godwit/shared/subjects';
import { startTestNats, startTestRedis, type TestServer } from '@godwit/shared/testing/servers';
import { type Assembled, assemble } from '../assemble.js';
import { type WebConfig, webConfig } from '../config.js';
import { fileSources } from '../files/create-files.js';
import { buildServer } from '../server.js';
import type { SigningKeys } from '../signing-keys.js';
import { createTestDatabase } from './test-database.js';

const PASSWORD = 'correct horse battery';

export interface CallOptions {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface TestAnswer<T = unknown> extends Answer<T> {
  status: number;
  headers: Headers;
}

export interface TestUser extends Tokens {
  username: string;
  password: string;
  deviceId: string;
}

export interface TestWeb {
  url: string;
  database: string;
  /** Of the local storage. */
  fileDir: string;
  redis: Redis;
  redisServer: TestServer;
  natsServer: TestServer;
  /** What the test listens and answers with. */
  bus: Bus;
  services: Assembled['services'];
  /** Of unused files, for tests that take their own turns. */
  cleanUp: Assembled['cleanUp'];
  keys: SigningKeys;
  call<T>(route: string, options?: CallOptions): Promise<TestAnswer<T>>;
  signUp(username?: string): Promise<TestUser>;
  signIn(user: { username: string; password: string; deviceId: string; deviceName?: string }): Promise<TestAnswer<Tokens>>;
  /** Answers what web asks logic; the last one given is asked. undefined = no answer ever. */
  playLogic(answer: (request: LogicRequest) => unknown): void;
  close(): Promise<void>;
}

/** A new pair; tokens of `older` are accepted too. */
export function newSigningKeys(older?: SigningKeys): SigningKeys {
  const { privateKeyPem, publicKeyPem } = generateKeyPair();
  if (older === undefined) return { privateKeyPem, otherPrivateKeysPem: [], publicKeysPem: [publicKeyPem] };
  return { privateKeyPem, otherPrivateKeysPem: [older.privateKeyPem], publicKeysPem: [publicKeyPem, ...older.publicKeysPem] };
}

export async function startTestWeb(settings: Partial<WebConfig> = {}, keys: SigningKeys = newSigningKeys()): Promise<TestWeb> {
  const [database, redisServer, natsServer] = await Promise.all([createTestDatabase(), startTestRedis(), startTestNats()]);
  const fileDir = mkdtempSync(join(tmpdir(), 'godwit-files-'));
  const config = webConfig.parse({
    DATABASE_URL: database.url,
    REDIS_URL: redisServer.url,
    NATS_URL: natsServer.url,
    RATE_LIMIT_FACTOR: 1_000,
    FILE_DIR: fileDir,
    ...settings,
  });
  const log = createLogger({ name: 'web-test', level: 'silent' });
  const metrics = createMetrics('web');
  const webBus = await connectBus({ servers: config.NATS_URL, name: 'web-test', log });
  const bus = await connectBus({ servers: natsServer.url, name: 'test', log });
  const assembled = assemble({ config, keys, bus: webBus, clock: systemClock, log, metrics });
  const server = await buildServer({
    services: assembled.services,
    readiness: assembled.readiness,
    metrics,
    log,
    staticDir: config.STATIC_DIR,
    clientConfig: config.CLIENT_CONFIG,
    fileMaxBytes: config.FILE_MAX_BYTES,
    trustedProxies: config.TRUSTED_PROXIES,
    corsOrigins: config.CORS_ORIGINS,
    connectSources: config.CSP_CONNECT_SRC,
    fileSources: fileSources(config),
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${String((server.server.address() as AddressInfo).port)}`;
  const redis = new Redis(redisServer.url);
  redis.on('error', () => undefined);

  let answerAsLogic: (request: LogicRequest) => unknown = () => ({ ok: true, value: {} });
  bus.subscribe(SUBJECTS.request, { queue: LOGIC_QUEUE }, (bytes, _subject, reply) => {
    const answer = answerAsLogic(JSON.parse(new TextDecoder().decode(bytes)) as LogicRequest);
    if (answer !== undefined) reply?.(new TextEncoder().encode(JSON.stringify(answer)));
  });
  await bus.flush(1_000);

  const call: TestWeb['call'] = (route, options) => callRest(url, route, options);
  const signIn: TestWeb['signIn'] = ({ username, password, deviceId, deviceName }) =>
    call('POST /auth/login', { body: { username, password, deviceId, deviceName, platform: 'web' } });
  let users = 0;
  return {
    url,
    database: database.url,
    fileDir,
    redis,
    redisServer,
    natsServer,
    bus,
    services: assembled.services,
    cleanUp: assembled.cleanUp,
    keys,
    call,
    signIn,
    signUp: async (username = `user${String(++users)}`) => {
      const registered = await call<RegisterResult>('POST /auth/register', { body: { username, password: PASSWORD } });
      if (registered.code !== 0) throw new Error(`registration was refused: ${registered.message}`);
      const user = { username, password: PASSWORD, deviceId: `device-of-${username}` };
      return { ...user, ...(await signIn(user)).data };
    },
    playLogic: (answer) => {
      answerAsLogic = answer;
    },
    close: async () => {
      await server.close();
      await assembled.close();
      redis.disconnect();
      await Promise.all([webBus.close(), bus.close()]);
      await Promise.all([redisServer.stop(), natsServer.stop()]);
      rmSync(fileDir, { recursive: true });
      await database.drop();
    },
  };
}

/** `route` as in the permission table, e.g. "GET /friends"; a string body is sent as it is. */
export async function callRest<T>(url: string, route: string, { token, body, headers = {} }: CallOptions = {}): Promise<TestAnswer<T>> {
  const [method = '', path = ''] = route.split(' ');
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { ...((await response.json()) as Answer<T>), status: response.status, headers: response.headers };
}
