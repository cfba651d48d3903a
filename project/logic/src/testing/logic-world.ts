import pg from 'pg';
import { connectRedis, waitReady } from '@godwit/shared/redis/connect';
import { createLogger } from '@godwit/shared/log';
import { startTestNats, startTestRedis, type TestServer } from '@godwit/shared/testing/servers';
import { type LogicConfig, logicConfig } from '../config.js';
import { type LogicNode, startLogicNode } from '../logic-node.js';
import { FakeAccess } from './fake-access.js';
import { testId } from './people.js';
import { createTestDatabase } from './test-database.js';

export interface LogicWorld {
  readonly databaseUrl: string;
  readonly db: pg.Pool;
  readonly nats: TestServer;
  readonly redisServer: TestServer;
  readonly redis: ReturnType<typeof connectRedis>;
  readonly access: FakeAccess;
  readonly nodes: readonly LogicNode[];
  startLogic(): Promise<LogicNode>;
  close(): Promise<void>;
}

/** Own database, NATS and Redis, `logic` nodes in this process, one fake access node. */
export async function startLogicWorld({
  logic = 1,
  settings = {},
}: { logic?: number; settings?: Partial<LogicConfig> } = {}): Promise<LogicWorld> {
  const [database, nats, redisServer] = await Promise.all([createTestDatabase(), startTestNats(), startTestRedis()]);
  const log = createLogger({ name: 'logic-test', level: process.env['TEST_LOG'] === undefined ? 'silent' : 'warn' });
  const db = new pg.Pool({ connectionString: database.url, max: 4 });
  db.on('error', () => undefined);
  const redis = connectRedis(redisServer.url, { name: 'test', log });
  await waitReady(redis, 5_000);
  const nodes: LogicNode[] = [];
  const running = new Set<LogicNode>();
  const startLogic = async (): Promise<LogicNode> => {
    const config = logicConfig.parse({
      NODE_NAME: `logic-${testId()}`,
      DATABASE_URL: database.url,
      REDIS_URL: redisServer.url,
      NATS_URL: nats.url,
      ...settings,
    });
    const started = await startLogicNode({ config, log });
    const node: LogicNode = {
      ports: started.ports,
      async drain() {
        running.delete(node);
        await started.drain();
      },
    };
    running.add(node);
    nodes.push(node);
    return node;
  };
  for (let i = 0; i < logic; i++) await startLogic();
  const access = await FakeAccess.start(nats.url, redis);
  return {
    databaseUrl: database.url,
    db,
    nats,
    redisServer,
    redis,
    access,
    nodes,
    startLogic,
    async close() {
      await Promise.all([...running].map((node) => node.drain()));
      await access.bus.close();
      redis.disconnect();
      await Promise.all([nats.stop(), redisServer.stop()]);
      await db.end();
      await database.drop();
    },
  };
}
