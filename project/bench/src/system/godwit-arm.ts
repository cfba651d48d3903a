import { setTimeout as sleep } from 'node:timers/promises';
import type { AccessNode, AccessResult } from '@godwit/shared/rest/access';
import { Client } from 'pg';
import { startWorld, type World, type WorldOptions } from '../../../../scripts/testing/world.ts';
import type { Tier, TierName } from '../../../../scripts/tiers.ts';
import type { Arm, ArmOptions, Load } from '../arm.ts';
import type { LoadConversation } from '../generator/load-plan.ts';
import { splitPlan } from '../generator/split-plan.ts';
import { startGenerators } from '../generator/start-generators.ts';
import { seedPairs } from './seed-pairs.ts';

const ANNOUNCED_MS = 10_000;
const ANNOUNCED_POLL_MS = 50;
const UNLIMITED = '1000000';
/** A generator is many users at one address: limits per user and per address would limit the bench. */
const RAISED_LIMITS: NonNullable<WorldOptions['env']> = {
  access: {
    SENDS_PER_SECOND: UNLIMITED,
    SEND_BURST: UNLIMITED,
    FRAMES_PER_SECOND: UNLIMITED,
    FRAME_BURST: UNLIMITED,
    QUESTIONS_PER_SECOND: UNLIMITED,
    QUESTION_BURST: UNLIMITED,
    SESSIONS_PER_ADDRESS: UNLIMITED,
    HANDSHAKES_PER_SECOND: UNLIMITED,
    HANDSHAKE_BURST: UNLIMITED,
    LOG_LEVEL: 'warn',
  },
  logic: { LOG_LEVEL: 'warn' },
  web: { RATE_LIMIT_FACTOR: UNLIMITED, LOG_LEVEL: 'warn' },
};

export interface GodwitOptions extends ArmOptions {
  /** Over the defaults: one process of each tier, a PostgreSQL of its own, raised limits. */
  readonly world?: WorldOptions;
}

export interface GodwitArm extends Arm {
  readonly world: World;
  /** Seeds what is missing of the first `pairs` pairs and returns them. */
  conversations(pairs: number): Promise<readonly LoadConversation[]>;
  /** The access nodes as clients are told them, once all have announced themselves. */
  nodes(): Promise<readonly AccessNode[]>;
}

/** A whole Godwit of its own. */
export async function startGodwitArm({ world: wanted }: GodwitOptions = {}): Promise<GodwitArm> {
  const world = await startWorld({ access: 1, logic: 1, web: 1, postgres: 'own', ...wanted, env: environment(wanted?.env) });
  const seeded: LoadConversation[] = [];
  const conversations: GodwitArm['conversations'] = async (pairs) => {
    if (pairs > seeded.length) seeded.push(...(await seedPairs(world, seeded.length, pairs)));
    return seeded.slice(0, pairs);
  };
  const nodes = (): Promise<readonly AccessNode[]> => announcedNodes(world);
  return {
    name: 'godwit',
    world,
    conversations,
    nodes,
    processes: () => processesOf(world),
    prepare: async (pairs) => void (await conversations(pairs)),
    startLoad: async (load) => startGenerators(splitPlan(await planOf(load, conversations, nodes), load.generators ?? 1)),
    rows: () => countRows(world),
    close: () => world.close(),
  };
}

async function planOf(
  { pairs, transport = 'webtransport', ...load }: Load,
  conversations: GodwitArm['conversations'],
  nodes: GodwitArm['nodes'],
) {
  return { ...load, transport, conversations: await conversations(pairs), nodes: await nodes() };
}

const environment = (over: WorldOptions['env'] = {}): NonNullable<WorldOptions['env']> => ({
  access: { ...RAISED_LIMITS.access, ...over.access },
  logic: { ...RAISED_LIMITS.logic, ...over.logic },
  web: { ...RAISED_LIMITS.web, ...over.web },
});

/** Second and further processes of a tier are `access 2`, … */
function processesOf(world: World): Record<string, number> {
  const named = (tier: TierName, tiers: readonly Tier[]): [string, number][] =>
    tiers.map(({ pid }, index) => [index === 0 ? tier : `${tier} ${index + 1}`, pid]);
  return Object.fromEntries([
    ...named('access', world.access),
    ...named('logic', world.logic),
    ...named('web', world.web),
    ['nats', world.nats().pid],
    ['redis', world.redis().pid],
    ...(world.postgres === undefined ? [] : [['postgres', world.postgres.pid] as const]),
  ]);
}

async function announcedNodes(world: World): Promise<readonly AccessNode[]> {
  let nodes: readonly AccessNode[] = [];
  for (const end = Date.now() + ANNOUNCED_MS; Date.now() < end; await sleep(ANNOUNCED_POLL_MS)) {
    const answer = (await (await fetch(`${world.webUrl}/api/v1/access`)).json()) as { data?: AccessResult };
    nodes = answer.data?.nodes ?? [];
    if (nodes.length >= world.access.length && nodes.length > 0) return nodes.toSorted((a, b) => a.node.localeCompare(b.node));
  }
  throw new Error(`only ${nodes.length} of ${world.access.length} access nodes announced themselves within ${ANNOUNCED_MS / 1000} s`);
}

async function countRows(world: World): Promise<number> {
  const client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM message').finally(() => client.end());
  return Number(rows[0]?.count);
}
