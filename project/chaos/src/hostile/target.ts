// A Godwit under attack: a world of its own, everything an attacker can learn about it, and the verdict that every attack ends with:
// no process ended and nothing went unhandled (O1).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startWorld, type World, type WorldOptions } from '../../../../scripts/testing/world.ts';
import type { Tier } from '../../../../scripts/tiers.ts';
import { announcedNodes } from '../population/announced-nodes.ts';
import type { ChaosContext, Finding } from '../scenario.ts';
import type { BystanderPlan, NodeAddress } from './bystander-plan.ts';
import { Bystanders } from './bystanders.ts';
import { Judge } from './judge.ts';
import { QuicAttacker } from './quic-attacker.ts';
import { type SeedPlan, type Seeded, seedPeople } from './seed-people.ts';
import { WebSocketAttacker } from './websocket-attacker.ts';
import type { Attacker, TransportName } from './wire.ts';

const POLL_MS = 50;
const EXIT_NOTICE_MS = 500;

export interface Target {
  readonly world: World;
  readonly nodes: readonly NodeAddress[];
  readonly judge: Judge;
  readonly context: ChaosContext;
  seed(plan: SeedPlan): Promise<Seeded>;
  /** Something else that ends with the target. */
  keep<T extends { vanish(): Promise<unknown> }>(thing: T): T;
  /** What discovery names now; waits until every access node of the world is among them. */
  announced(waitMs?: number): Promise<readonly NodeAddress[]>;
  /** Ends with the target. */
  quic(node?: NodeAddress): QuicAttacker;
  websocket(options?: { node?: NodeAddress; localAddress?: string }): WebSocketAttacker;
  attacker(transport: TransportName): Attacker;
  bystanders(plan: Omit<BystanderPlan, keyof NodeAddress> & { node?: NodeAddress }): Promise<Bystanders>;
  /** The certificate of an access node, for a bare QUIC connection. */
  certificatePem(): string;
  /** Lines that tiers have logged so far. */
  readonly lines: readonly string[];
}

export async function underAttack(
  context: ChaosContext,
  options: WorldOptions,
  attack: (target: Target) => Promise<void>,
): Promise<readonly Finding[]> {
  const lines: string[] = [];
  const world = await startWorld({
    ...(context.root === undefined ? {} : { root: context.root }),
    ...options,
    log: (tier, line) => {
      lines.push(`${tier} ${line}`);
      options.log?.(tier, line);
    },
  });
  const closers: (() => Promise<unknown>)[] = [];
  try {
    const judge = new Judge(context);
    await attack(await targetOf({ world, context, judge, lines, closers })).catch(async (error: unknown) => {
      // an attack that a dead process stopped has shown what it is about
      await sleep(EXIT_NOTICE_MS);
      if (world.exits().length === 0) throw error;
      context.progress(String(error));
    });
    judge.exactly(
      'O1',
      'processes that ended',
      world
        .exits()
        .map(({ node, code }) => `${node} (${code})`)
        .join(' ') || 'none',
      'none',
    );
    judge.exactly('O1', 'failures that nobody handled', world.unhandled().join(' ') || 'none', 'none');
    return judge.findings;
  } finally {
    await Promise.all(closers.map((close) => close()));
    await world.close();
  }
}

interface Parts {
  readonly world: World;
  readonly context: ChaosContext;
  readonly judge: Judge;
  readonly lines: readonly string[];
  readonly closers: (() => Promise<unknown>)[];
}

async function targetOf({ world, context, judge, lines, closers }: Parts): Promise<Target> {
  const nodes = await announcedNodes(world);
  const first = (): NodeAddress => nodes[0] ?? { url: '', hash: '', websocketUrl: '' };
  const kept = <T extends { vanish(): Promise<unknown> }>(attacker: T): T => {
    closers.push(() => attacker.vanish());
    return attacker;
  };
  const quic: Target['quic'] = (node = first()) => kept(new QuicAttacker(node));
  const websocket: Target['websocket'] = ({ node = first(), ...options } = {}) => kept(new WebSocketAttacker(node.websocketUrl, options));
  return {
    world,
    nodes,
    judge,
    context,
    lines,
    keep: kept,
    announced: (waitMs) => announcedNodes(world, waitMs),
    quic,
    websocket,
    attacker: (transport) => (transport === 'webtransport' ? quic() : websocket()),
    seed: (plan) => seedPeople(world, plan),
    async bystanders({ node = first(), ...plan }) {
      const bystanders = await Bystanders.start({ ...plan, ...node });
      closers.push(() => bystanders.stop());
      return bystanders;
    },
    certificatePem() {
      const [node = ''] = readdirSync(world.stack.certificateDir);
      const dir = join(world.stack.certificateDir, node);
      const file = readdirSync(dir).find((name) => name.endsWith('.pem')) ?? '';
      return readFileSync(join(dir, file), 'utf8').replace(/-----BEGIN PRIVATE KEY-----[^]*/, '');
    },
  };
}

/** One sample of /metrics, summed over its label sets that contain `labels`; NaN when the tier does not answer. */
export async function metric(tier: Tier | undefined, name: string, labels = ''): Promise<number> {
  try {
    const text = await (
      await fetch(`http://127.0.0.1:${tier?.ports['internal'] ?? 0}/metrics`, { signal: AbortSignal.timeout(2_000) })
    ).text();
    const values = text
      .split('\n')
      .filter((line) => (line.startsWith(`godwit_${name}{`) || line.startsWith(`${name}{`)) && line.includes(labels))
      .map((line) => Number(line.slice(line.lastIndexOf(' '))));
    return values.reduce((sum, value) => sum + value, 0);
  } catch {
    return NaN;
  }
}

/** Resident memory of a process; NaN when it is gone. */
export function rssBytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024;
  } catch {
    return NaN;
  }
}

/** How long it took until it was true, in ms; Infinity when it was not within `limitMs`. */
export async function untilTrue(what: () => Promise<boolean> | boolean, limitMs: number): Promise<number> {
  const start = performance.now();
  for (;;) {
    if (await what()) return performance.now() - start;
    if (performance.now() - start > limitMs) return Infinity;
    await sleep(POLL_MS);
  }
}
