// One logic node: connections, lanes, subscriptions, and how they end. main.ts runs it as a process, tests run several in one.
import type { Redis } from 'ioredis';
import type pg from 'pg';
import { announceNode } from '@godwit/shared/announce-node';
import { type Bus, connectBus } from '@godwit/shared/bus/bus';
import { type Clock, systemClock } from '@godwit/shared/clock';
import type { Id } from '@godwit/shared/ids/id';
import { probe, type Readiness, serveInternal } from '@godwit/shared/internal-http';
import type { Logger } from '@godwit/shared/log';
import { FrameCounts } from '@godwit/shared/frame-counts';
import { createMetrics, type Metrics } from '@godwit/shared/metrics';
import { encodeToAccess } from '@godwit/shared/protocol/inside';
import { connectRedis } from '@godwit/shared/redis/connect';
import { SUBJECTS } from '@godwit/shared/subjects';
import { createAdmitSessions } from './commands/admit-session/run.js';
import { createStoreReadMarks } from './commands/conversation-read/store.js';
import { createStoreDeliveryMarks } from './commands/delivery-ack/store.js';
import { TypingPauses } from './commands/typing/run.js';
import type { LogicConfig } from './config.js';
import { Fanout } from './fanout/fanout.js';
import { Locations } from './fanout/locations.js';
import { NodePublisher } from './fanout/nodes.js';
import { runHeartbeats } from './fanout/heartbeats.js';
import { readLocations } from './fanout/read-locations.js';
import { RoomPublisher } from './fanout/rooms.js';
import { Gate } from './gate.js';
import { IdSource } from './ids/id-source.js';
import type { DispatchParts } from './inbox/dispatch.js';
import { subscribeAll } from './inbox/subscribe.js';
import { createLogicMetrics, type LogicMetrics } from './logic-metrics.js';
import { Interests } from './presence/interests.js';
import { OnlineMembers } from './presence/online-members.js';
import { readLastSeen, writeLastSeen } from './presence/last-seen.js';
import { PresenceNotices } from './presence/presence.js';
import { createBeforeSend } from './send/before-send.js';
import type { Candidate } from './send/candidate.js';
import { createCommitBatch } from './send/commit-batch.js';
import { createHopMetrics } from './send/hops.js';
import { CommitLanes } from './send/lanes.js';
import { storeEntries, type Stored, type StoreOptions } from './send/store.js';
import { registerSizes } from './sizes.js';
import { commitEntries, PLANNER_SETTINGS } from './store/commit-entries.js';
import { ConversationCache } from './store/conversation-cache.js';
import { claimFiles } from './store/claim-files.js';
import { findCommitted } from './store/find-committed.js';
import { loadConversations } from './store/load-conversations.js';
import { findSeqSince } from './store/find-seq-since.js';
import { loadLog } from './store/load-log.js';
import { countChanges, loadChanges, loadStates } from './store/load-states.js';
import { loadPresenceSwitches } from './store/load-presence-switches.js';
import { loadWatchable } from './store/load-watchable.js';
import { firstConnection } from './store/first-connection.js';
import { createPool } from './store/pool.js';
import { ExpireMessages } from './upkeep/expire-messages.js';
import { forgetEnded } from './upkeep/forget-ended.js';
import { runUpkeep } from './upkeep/run-upkeep.js';

const MAX_WAITING_READS = 1_000;
const MAX_WAITING_ACTIONS = 1_000;
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
  const hops = createHopMetrics(metrics);
  const frames = new FrameCounts(metrics);
  const { queries, commits, redis, bus, ids } = await connectAll({ config, log, clock }, metrics);

  const now = (): number => clock.now();
  const monotonic = (): number => clock.monotonic();
  const nextId = (): Id => ids.next();
  const locations = new Locations(
    (userIds) => readLocations(redis, userIds),
    () => clock.monotonic(),
  );
  bus.onStatus(() => {
    locations.clear();
  });
  const nodes = new NodePublisher({ bus, clock, name: config.NODE_NAME, onLost: counts.envelopeLost });
  const rooms = new RoomPublisher({ bus, now, onLost: counts.envelopeLost });
  const fanout = new Fanout({ bus, locations, nodes, rooms, frames });
  const conversations = new ConversationCache(
    (wanted) => loadConversations(queries, wanted),
    () => clock.monotonic(),
  );
  const onError = (error: unknown): void => {
    log.error({ err: error }, 'a batch could not be handled');
  };
  const store = createStore({ pool: commits, clock, counts, log });
  const deadlineMs = config.BEFORE_SEND_MS;
  const beforeSend =
    config.BEFORE_SEND_HOOK === '1' ? createBeforeSend({ bus, clock, deadlineMs, onReviewed: counts.reviewed }) : undefined;
  const commit = createCommitBatch({
    conversations,
    store,
    findCommitted: (candidates) => findCommitted(queries, candidates),
    claimFiles: (claims) => claimFiles(queries, claims),
    beforeSend,
    fanout,
    nextId,
    now,
    monotonic,
    onCommitted: counts.committed,
    onError,
    onPublished: hops.batch,
  });
  const lanes = new CommitLanes({ commit, lanes: config.COMMIT_LANES, batchEntries: config.COMMIT_BATCH_ENTRIES, clock });
  const interests = new Interests(() => clock.monotonic());
  const presence = new PresenceNotices({
    clock,
    interests,
    fanout,
    locate: (userIds) => locations.locate(userIds),
    watchable: (wishes) => loadWatchable(queries, wishes),
    readLastSeen: (userIds) => readLastSeen(redis, userIds),
    writeLastSeen: (userId, at) => writeLastSeen(redis, userId, at),
  });
  const onlineMembers = new OnlineMembers({
    clock,
    loadSwitches: (groupId, limit) => loadPresenceSwitches(queries, groupId, limit),
    readLocations: (userIds) => readLocations(redis, userIds),
  });
  const typingPauses = new TypingPauses();
  const readMarks = createStoreReadMarks(queries);
  const deliveryMarks = createStoreDeliveryMarks(queries);
  const admitSessions = createAdmitSessions(queries);
  const readGate = new Gate({ maxRunning: Math.ceil(config.QUERY_CONNECTIONS / 2), maxWaiting: MAX_WAITING_READS });
  const actGate = new Gate({ maxRunning: Math.ceil(config.QUERY_CONNECTIONS / 4), maxWaiting: MAX_WAITING_ACTIONS });
  registerSizes(metrics, {
    lanes,
    readMarks,
    deliveryMarks,
    admitSessions,
    readGate,
    actGate,
    locations,
    conversations,
    onlineMembers,
    interests,
    nodes,
    rooms,
  });

  const announce = (frame: Uint8Array): boolean => bus.publish(SUBJECTS.accessBroadcast, encodeToAccess({ kind: 'announcement', frame }));
  const reads = readsOf(queries);
  const internal = await serveInternal({
    host: config.INTERNAL_HOST,
    port: config.INTERNAL_PORT,
    metrics,
    readiness: () => readiness(queries, redis, bus),
  });
  const subscriptions = subscribeAll({
    bus,
    name: config.NODE_NAME,
    fanout,
    locations,
    presence,
    dispatch: {
      lanes,
      pool: queries,
      fanout,
      conversations,
      readMarks,
      deliveryMarks,
      typingPauses,
      presence,
      readGate,
      actGate,
      beforeSend,
      reads,
      nextId,
      now,
      monotonic,
      log,
      onDropped: counts.dropped,
      onForwarded: hops.forwarded,
      frames,
    },
    requests: {
      pool: queries,
      conversations,
      fanout,
      onlineMembers,
      announce,
      nextId,
      now,
      admitSessions,
      readLocations: (userIds) => readLocations(redis, userIds),
      readLastSeen: (userIds) => readLastSeen(redis, userIds),
      log,
    },
  });
  await bus.flush(FLUSH_MS);
  const announced = announceNode({ redis, clock, tier: 'logic', node: config.NODE_NAME, count: counts.committedTotal });
  const days = config.MESSAGE_RETENTION_DAYS;
  const stopping = new AbortController();
  const heartbeats = runHeartbeats(clock, [nodes, rooms], stopping.signal);
  const jobs = [forgetEnded(queries), ...(days === 0 ? [] : [new ExpireMessages({ pool: queries, days, log })])];
  const upkeep = runUpkeep({ jobs, clock, log, onRows: counts.upkept }, stopping.signal);

  return {
    ports: { internal: internal.port },
    async drain() {
      for (const subscription of subscriptions) subscription.stop();
      await Promise.all([lanes.finish(), readMarks.finish(), deliveryMarks.finish(), admitSessions.finish()]);
      presence.stop();
      stopping.abort();
      await Promise.all([heartbeats, upkeep]);
      await bus.close();
      await announced.stop();
      await ids.close().catch(() => undefined); // the lease ends by itself
      redis.disconnect();
      await Promise.all([internal.close(), commits.end(), queries.end()]);
    },
  };
}

interface Connections {
  readonly queries: pg.Pool;
  readonly commits: pg.Pool;
  readonly redis: Redis;
  readonly bus: Bus;
  readonly ids: IdSource;
}

/** PostgreSQL first: with one that forgets the process ends at once, without one after 15 s; NATS is waited for. */
async function connectAll({ config, log, clock }: Required<LogicNodeOptions>, metrics: Metrics): Promise<Connections> {
  const pool = (name: string, max: number): pg.Pool =>
    createPool({ url: config.DATABASE_URL, name: `${config.NODE_NAME} ${name}`, max, log, settings: PLANNER_SETTINGS });
  const queries = pool('queries', config.QUERY_CONNECTIONS);
  await firstConnection(queries, { clock, log });
  const redis = connectRedis(config.REDIS_URL, { name: config.NODE_NAME, log });
  const ids = await IdSource.open({ redis, databaseUrl: config.DATABASE_URL, clock, log });
  const bus = await connectBus({ servers: config.NATS_URL, name: config.NODE_NAME, log, metrics, clock });
  return { queries, commits: pool('commits', config.COMMIT_LANES), redis, bus, ids };
}

interface StoreParts {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly counts: LogicMetrics;
  readonly log: Logger;
}

function createStore({ pool, clock, counts, log }: StoreParts): (candidates: readonly Candidate[]) => Promise<Stored[]> {
  const options: StoreOptions<Candidate> = {
    commit: async (entries) => {
      const startedMs = clock.monotonic();
      const committed = await commitEntries(pool, entries);
      counts.batch(entries.length, (clock.monotonic() - startedMs) / 1_000);
      return committed;
    },
    onFailure: (error, failure, entries) => {
      counts.failed(failure.at, entries);
      log.warn({ err: error, outcome: failure.at, entries }, 'a commit statement failed');
    },
  };
  return (candidates) => storeEntries(options, candidates);
}

const readsOf = (pool: pg.Pool): DispatchParts['reads'] => ({
  loadLog: (query) => loadLog(pool, query),
  findSeqSince: (query) => findSeqSince(pool, query),
  loadChanges: (query) => loadChanges(pool, query),
  countChanges: (since) => countChanges(pool, since),
  loadStates: (query) => loadStates(pool, query),
});

async function readiness(pool: pg.Pool, redis: Redis, bus: Bus): Promise<Readiness> {
  const [postgres, redisState, nats] = await Promise.all([
    probe(() => pool.query('SELECT 1')),
    probe(() => redis.ping()),
    probe(() => bus.ping()),
  ]);
  return { postgres, redis: redisState, nats };
}
