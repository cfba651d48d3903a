// One logic node: connections, lanes, subscriptions, and how they end. main.ts runs it as a process, tests run several in one.
import { connectBus } from '@godwit/shared/bus/bus';
import { type Clock, systemClock } from '@godwit/shared/clock';
import { deadline, guard } from '@godwit/shared/guard';
import { probe, serveInternal } from '@godwit/shared/internal-http';
import type { Logger } from '@godwit/shared/log';
import { createMetrics } from '@godwit/shared/metrics';
import { connectRedis } from '@godwit/shared/redis/connect';
import { createAdmitSessions } from './commands/admit-session/run.js';
import { createStoreReadMarks } from './commands/conversation-read/store.js';
import { createStoreDeliveryMarks } from './commands/delivery-ack/store.js';
import type { LogicConfig } from './config.js';
import { Fanout } from './fanout/fanout.js';
import { Locations } from './fanout/locations.js';
import { NodePublisher } from './fanout/nodes.js';
import { readLocations } from './fanout/read-locations.js';
import { Gate } from './gate.js';
import { IdSource } from './ids/id-source.js';
import type { DispatchParts } from './inbox/dispatch.js';
import type { RequestParts } from './inbox/requests.js';
import { subscribeAll } from './inbox/subscribe.js';
import { createLogicMetrics } from './logic-metrics.js';
import { createCommitBatch } from './send/commit-batch.js';
import { CommitLanes } from './send/lanes.js';
import { storeEntries } from './send/store.js';
import { commitEntries, type EntryToCommit, PLANNER_SETTINGS } from './store/commit-entries.js';
import { ConversationCache } from './store/conversation-cache.js';
import { loadConversations } from './store/load-conversations.js';
import { loadEntries } from './store/load-entries.js';
import { loadChanges, loadStates } from './store/load-states.js';
import { loadView } from './store/load-view.js';
import { createPool } from './store/pool.js';

const MAX_WAITING_READS = 1_000;
const FLUSH_MS = 1_000;

export interface LogicNode {
  readonly ports: { readonly internal: number };
  /** Takes nothing new, finishes what it has, leaves. */
  drain(): Promise<void>;
}

export interface LogicNodeOptions {
  readonly config: LogicConfig;
  readonly log: Logger;
  readonly clock?: Clock;
}

/** Rejects with NotDurableError when PostgreSQL would lose what it acknowledged (R2). */
export async function startLogicNode({ config, log, clock = systemClock }: LogicNodeOptions): Promise<LogicNode> {
  const metrics = createMetrics('logic');
  const counts = createLogicMetrics(metrics);
  const pool = (name: string, max: number): ReturnType<typeof createPool> =>
    createPool({ url: config.DATABASE_URL, name: `${config.NODE_NAME} ${name}`, max, log, settings: PLANNER_SETTINGS });
  const queries = pool('queries', config.QUERY_CONNECTIONS);
  const commits = pool('commits', config.COMMIT_LANES);
  await queries.query('SELECT 1');

  const redis = connectRedis(config.REDIS_URL, { name: config.NODE_NAME, log });
  const ids = await IdSource.open({ redis, databaseUrl: config.DATABASE_URL, clock, log });
  const bus = await connectBus({ servers: config.NATS_URL, name: config.NODE_NAME, log, metrics, clock });

  const now = (): number => clock.now();
  const nextId = (): string => ids.next();
  const locations = new Locations((userIds) => readLocations(redis, userIds), () => clock.monotonic());
  bus.onStatus(() => {
    locations.clear();
  });
  const nodes = new NodePublisher({ bus, clock, name: config.NODE_NAME, onLost: counts.envelopeLost });
  const fanout = new Fanout({ bus, locations, nodes });
  const conversations = new ConversationCache((wanted) => loadConversations(queries, wanted));

  const commit = async (entries: readonly EntryToCommit[]): ReturnType<typeof commitEntries> => {
    const startedMs = clock.monotonic();
    const committed = await commitEntries(commits, entries);
    counts.batch(entries.length, (clock.monotonic() - startedMs) / 1_000);
    return committed;
  };
  const onFailure: Parameters<typeof storeEntries>[0]['onFailure'] = (error, failure, entries) => {
    counts.failed(failure.at, entries);
    log.warn({ err: error, outcome: failure.at, entries }, 'a commit statement failed');
  };
  const lanes = new CommitLanes(
    config.COMMIT_LANES,
    createCommitBatch({
      conversations,
      store: (candidates) => storeEntries({ commit, onFailure }, candidates),
      fanout,
      nextId,
      now,
      onCommitted: counts.committed,
      onError: (error) => {
        log.error({ err: error }, 'a batch could not be handled');
      },
    }),
  );
  const readMarks = createStoreReadMarks(queries);
  const deliveryMarks = createStoreDeliveryMarks(queries);
  const admitSessions = createAdmitSessions(queries);
  const readGate = new Gate({ maxRunning: Math.ceil(config.QUERY_CONNECTIONS / 2), maxWaiting: MAX_WAITING_READS });
  registerSizes();

  const dispatch: DispatchParts = {
    lanes,
    fanout,
    conversations,
    readMarks,
    deliveryMarks,
    readGate,
    reads: {
      loadView: (conversationId, userId) => loadView(queries, conversationId, userId),
      loadEntries: (range) => loadEntries(queries, range),
      loadChanges: (query) => loadChanges(queries, query),
      loadStates: (userId, wanted) => loadStates(queries, userId, wanted),
    },
    now,
    log,
    onDropped: counts.dropped,
  };
  const requests: RequestParts = { pool: queries, conversations, fanout, nextId, now, admitSessions, log };
  const internal = await serveInternal({
    host: config.INTERNAL_HOST,
    port: config.INTERNAL_PORT,
    metrics,
    readiness: async () => {
      const [postgres, redisState, nats] = await Promise.all([probe(() => queries.query('SELECT 1')), probe(() => redis.ping()), probe(() => bus.ping())]);
      return { postgres, redis: redisState, nats };
    },
  });
  const subscriptions = subscribeAll({ bus, fanout, locations, dispatch, requests });
  await deadline(bus.flush(FLUSH_MS), FLUSH_MS, 'the subscriptions');
  const stopping = new AbortController();
  const heartbeats = nodes.run(stopping.signal);

  return {
    ports: { internal: internal.port },
    async drain() {
      for (const subscription of subscriptions) subscription.stop();
      await lanes.finish();
      await Promise.all([readMarks.finish(), deliveryMarks.finish(), admitSessions.finish()]);
      stopping.abort();
      await heartbeats;
      await bus.close();
      guard(ids.close());
      redis.disconnect();
      await Promise.all([internal.close(), commits.end(), queries.end()]);
    },
  };

  function registerSizes(): void {
    const size = (name: string, help: string, read: () => number): void => {
      metrics.gauge(name, help, [], (gauge) => {
        gauge.set(read());
      });
    };
    size('commit_lane_entries', 'Entries that wait for a commit; at 10,000 they are refused.', () => lanes.entries);
    size('commit_lane_bytes', 'Bytes of bodies that wait for a commit; at 64 MB they are refused.', () => lanes.bytes);
    size('read_marks_waiting', 'Read marks that wait; at 10,000 they are refused.', () => readMarks.waiting);
    size('delivery_marks_waiting', 'Delivery cursors that wait; at 10,000 they are refused.', () => deliveryMarks.waiting);
    size('admissions_waiting', 'Sign-in checks that wait; at 5,000 they are refused.', () => admitSessions.waiting);
    size('reads_waiting', 'Syncs and histories that wait; at 1,000 they are refused.', () => readGate.waiting);
    size('located_users', 'Users whose locations are cached.', () => locations.size);
    size('cached_conversations', 'Conversations whose members are cached.', () => conversations.size);
    size('access_nodes', 'Access nodes that were published to.', () => nodes.nodes);
  }
}
