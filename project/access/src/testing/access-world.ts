// Access processes with their own NATS and Redis, and the test in the place of logic.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSigner } from '@godwit/shared/auth/jwt';
import { createLogger } from '@godwit/shared/log';
import { connectRedis, waitReady } from '@godwit/shared/redis/connect';
import { startTestNats, startTestRedis } from '@godwit/shared/testing/servers';
import type { Redis } from 'ioredis';
import { readDirectory } from '../listen/certificate-directory.js';
import { type Certificate, plan } from '../listen/certificate.js';
import { FakeLogic } from './fake-logic.js';
import { PeerProcess } from './peer-process.js';
import type { RawPeer } from './raw-peer.js';
import { buildOnce, ensureKeys, startTier, type Tier } from './repository-scripts.js';
import { TestClient } from './test-client.js';
import { WebSocketPeer } from './websocket-peer.js';

export type Engine = 'webtransport' | 'websocket';
export const ENGINES: readonly Engine[] = ['webtransport', 'websocket'];

export interface AccessNode {
  readonly tier: Tier;
  /** Name and boot epoch. */
  readonly node: string;
  readonly lines: readonly string[];
  readonly certificate: Certificate;
  peer(engine: Engine): RawPeer;
  /** From /metrics. */
  metric(name: string): Promise<number>;
}

export interface AccessWorld {
  readonly logic: FakeLogic;
  readonly redis: Redis;
  /** Stops, waits for `meanwhile`, starts again on the same port. */
  restart(server: 'nats' | 'redis', meanwhile: () => Promise<void>): Promise<void>;
  readonly nodes: readonly AccessNode[];
  token(userId: string, options?: { sessionId?: string; deviceId?: string; ttlMs?: number }): string;
  /** A live session; its peers are closed with the world. */
  client(
    engine: Engine,
    userId: string,
    options?: { node?: AccessNode; deviceId?: string; sessionId?: string; ttlMs?: number },
  ): Promise<LiveClient>;
  open(engine: Engine, node?: AccessNode): Promise<TestClient>;
  start(env?: Record<string, string>): Promise<AccessNode>;
  close(): Promise<void>;
}

export interface LiveClient {
  readonly client: TestClient;
  readonly peer: RawPeer;
  readonly handle: number;
  readonly userVersion: number;
}

const QUICK = { SWEEP_MS: '50', CLOSING_MS: '300' };

export async function startAccessWorld({
  nodes = 1,
  env = {},
}: { nodes?: number; env?: Record<string, string> } = {}): Promise<AccessWorld> {
  const dir = mkdtempSync(join(tmpdir(), 'godwit-access-'));
  const [, nats, redisServer, keys] = await Promise.all([buildOnce(), startTestNats(), startTestRedis(), ensureKeys(join(dir, 'keys'))]);
  const servers = { nats, redis: redisServer };
  const log = createLogger({ name: 'test', level: 'silent' });
  const redis = connectRedis(redisServer.url, { name: 'test', log });
  await waitReady(redis, 5_000);
  const logic = await FakeLogic.start(nats.url);
  const privateKeyPem = readFileSync(join(keys.signing, 'jwt-private.pem'), 'utf8');
  const started: AccessNode[] = [];
  const peers: RawPeer[] = [];

  const start = async (more: Record<string, string> = {}): Promise<AccessNode> => {
    const name = `access-${String(started.length + 1)}`;
    const certDir = join(dir, name);
    const lines: string[] = [];
    const tier = await startTier({
      env: {
        ...QUICK,
        NODE_NAME: name,
        NATS_URL: nats.url,
        REDIS_URL: redisServer.url,
        KEYS_DIR: keys.verifying,
        CERT_DIR: certDir,
        ACCESS_PORT: '0',
        ...env,
        ...more,
      },
      log: (line) => lines.push(line),
    });
    const ready = JSON.parse(lines.find((line) => line.includes('"event":"ready"'))!) as { node: string };
    const certificate = plan(readDirectory(certDir).certificates, Date.now(), 3_600_000).active!;
    const node: AccessNode = {
      tier,
      node: ready.node,
      lines,
      certificate,
      peer: (engine) => {
        const { hash } = certificate;
        const peer =
          engine === 'websocket'
            ? new WebSocketPeer(`ws://127.0.0.1:${String(tier.ports['websocket'])}/godwit`)
            : new PeerProcess({ url: `https://127.0.0.1:${String(tier.ports['quic'])}/godwit`, hash });
        peers.push(peer);
        return peer;
      },
      metric: async (metric) => {
        const text = await (await fetch(`http://127.0.0.1:${String(tier.ports['internal'])}/metrics`)).text();
        return Number(/ (\S+)$/.exec(text.split('\n').find((line) => line.startsWith(`godwit_${metric}{`)) ?? ' NaN')?.[1]);
      },
    };
    started.push(node);
    return node;
  };
  for (let i = 0; i < nodes; i++) await start();

  const token: AccessWorld['token'] = (userId, { sessionId = `9${userId}`, deviceId = `device-${userId}`, ttlMs = 3_600_000 } = {}) =>
    createSigner({ privateKeyPem, ttlMs })({ userId, sessionId, deviceId, platform: 'web' }).token;

  return {
    logic,
    redis,
    async restart(server, meanwhile) {
      const { port } = servers[server];
      await servers[server].stop();
      await meanwhile();
      servers[server] = await (server === 'nats' ? startTestNats(port) : startTestRedis(port));
    },
    nodes: started,
    token,
    start,
    open: async (engine, node = started[0]!) => TestClient.open(await node.peer(engine).open()),
    async client(engine, userId, { node = started[0]!, ...options } = {}) {
      const peer = node.peer(engine);
      const client = await TestClient.open(await peer.open());
      const before = logic.of('userOnline').length;
      const { userVersion } = await client.hello(token(userId, options));
      const online = await logic.until('userOnline', (m) => m.userId === userId && logic.of('userOnline').indexOf(m) >= before);
      return { client, peer, handle: online.handle, userVersion };
    },
    async close() {
      await Promise.all(peers.map((peer) => peer.vanish()));
      await Promise.all(started.map(({ tier }) => tier.stop()));
      redis.disconnect();
      await logic.bus.close();
      await Promise.all([servers.nats.stop(), servers.redis.stop()]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
