// O11: the node of a thousand clients is killed. All of them come back to another by themselves, without signing in, and those who were
// there already hardly feel it.
import { setTimeout as sleep } from 'node:timers/promises';
import { JsonProcess } from '../hostile/json-process.ts';
import type { SeededDevice } from '../hostile/seed-people.ts';
import type { StormState } from '../hostile/storm-plan.ts';
import { metric, type Target, underAttack } from '../hostile/target.ts';
import { TRANSPORTS, type TransportName } from '../hostile/wire.ts';
import type { ChaosScenario } from '../scenario.ts';

const SIZES = {
  smoke: { clients: 80, pairs: 5, rate: 20, feelMs: 15_000 },
  full: { clients: 1_000, pairs: 25, rate: 100, feelMs: 30_000 },
};
const SYNCED_MS = 30_000;
const SYNCED_SHARE = 0.999;
const ACK_P99_MS = 500;
const LISTED_MS = 15_000;
const UNLIMITED = '1000000';
/** A thousand clients come from one address here; limits per address are not what this is about. */
const ENV = { access: { SESSIONS_PER_ADDRESS: UNLIMITED }, web: { RATE_LIMIT_FACTOR: UNLIMITED } };

export const reconnectStorm: ChaosScenario = {
  ids: ['O11'],
  name: 'reconnect-storm',
  about: 'the node of 1,000 SDK clients is killed: they are back and synced in 30 s without a login, and others still get their acks',
  run: (context) =>
    underAttack(context, { access: 1, logic: 1, web: 1, env: ENV }, async (target) => {
      const { clients, pairs, rate, feelMs } = SIZES[context.scale];
      const friendships = Array.from({ length: pairs }, (_, i) => [clients + 2 * i, clients + 2 * i + 1] as const);
      const { people, conversations } = await target.seed({ people: clients + 2 * pairs, friendships });
      const devices = people.flatMap((person) => person.devices);
      const storms = await gather(target, devices.slice(0, clients));
      const others = devices.slice(clients);
      const killed = (await statesOf(storms, { since: 0, node: '' })).flatMap(({ nodes }) => nodes)[0] ?? '';
      const node = await secondNode(target);
      const bystanders = await target.bystanders({
        transport: 'webtransport',
        pairs: conversations.map((conversationId, i) => ({ conversationId, sender: others[2 * i]!, receiver: others[2 * i + 1]! })),
        rate,
        bodyBytes: 100,
        node,
      });
      const calm = await bystanders.measure(3_000);

      const signIns = await authRequests(target);
      const since = Date.now();
      target.world.access[0]?.kill('SIGKILL');
      context.happened(`the node of ${clients} clients is killed`, since, since);
      const felt = bystanders.measure(feelMs);
      const back = await allBack(storms, { since, node: killed }, clients);
      const { ackMs, scheduled, delivered, ended } = await felt;
      const { judge } = target;
      for (const [state, count] of back.away) context.progress(`${count} clients are not back: ${state}`);
      judge.atLeast(
        'O11',
        `share of ${clients} clients that were synced within ${SYNCED_MS / 1_000} s`,
        back.count / clients,
        SYNCED_SHARE,
      );
      judge.atMost('O11', 'slowest of them', back.slowestMs / 1_000, SYNCED_MS / 1_000, ' s');
      judge.exactly('O11', 'requests to sign in or refresh', (await authRequests(target)) - signIns, 0);
      judge.atMost('O11', `ack p99 of others (before: ${calm.ackMs.p99.toFixed(1)} ms)`, ackMs.p99, ACK_P99_MS, ' ms');
      judge.exactly('O11', 'messages of others that were lost', scheduled - delivered, 0);
      judge.exactly('O11', 'sessions of others that ended', ended, 0);
      await Promise.all(storms.map((storm) => storm.vanish()));
    }),
};

/** Half of them over each transport, all on the one node that there is. */
async function gather(target: Target, devices: readonly SeededDevice[]): Promise<JsonProcess[]> {
  const runtimes: Readonly<Record<TransportName, 'deno' | 'node'>> = { webtransport: 'deno', websocket: 'node' };
  return Promise.all(
    TRANSPORTS.map(async (transport, i) => {
      const storm = target.keep(new JsonProcess(runtimes[transport], 'storm-process.ts', { root: target.context.root }));
      const mine = devices.filter((_, n) => n % TRANSPORTS.length === i);
      await storm.ask('connect', { plan: { api: target.world.webUrl, transport, devices: mine } });
      return storm;
    }),
  );
}

async function secondNode(target: Target): Promise<Awaited<ReturnType<Target['announced']>>[number]> {
  const known = new Set(target.nodes.map(({ url }) => url));
  await target.world.start('access');
  const [node] = (await target.announced(LISTED_MS)).filter(({ url }) => !known.has(url));
  if (node === undefined) throw new Error('the second access node is not listed');
  return node;
}

interface Back {
  readonly count: number;
  readonly slowestMs: number;
  readonly away: readonly (readonly [state: string, clients: number])[];
}

/** node: the one that was killed; since: when, ms since 1970. */
interface Storm {
  readonly since: number;
  readonly node: string;
}

const statesOf = (storms: readonly JsonProcess[], { since, node }: Storm): Promise<StormState[]> =>
  Promise.all(storms.map(async (process) => (await process.ask('state', { since, node })) as StormState));

/** Resolves when all are back, or when their time is over. */
async function allBack(storms: readonly JsonProcess[], storm: Storm, clients: number): Promise<Back> {
  for (;;) {
    const states = await statesOf(storms, storm);
    const count = states.reduce((sum, { back }) => sum + back, 0);
    if (count >= clients || Date.now() - storm.since > SYNCED_MS)
      return {
        count,
        slowestMs: Math.max(...states.map(({ tookMs }) => tookMs.max)),
        away: states.flatMap(({ away }) => Object.entries(away)),
      };
    await sleep(250);
  }
}

const authRequests = ({ world }: Target): Promise<number> => metric(world.web[0], 'http_request_seconds_count', 'POST /api/v1/auth/');
