// A simple open-loop load of 1:1 messages over WebTransport against a whole system of its own on this machine.
// node scripts/open-loop/main.ts [--pairs 100] [--rates 1000,2000,4000,8000] [--seconds 10] [--storm 1000 [--at-once 100]]
// Prints, per rate: latency from the scheduled time, what was lost or doubled, CPU µs per message of every tier, rows in PostgreSQL.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { denoBinary } from '../deno-binary.ts';
import { inRepository } from '../repository.ts';
import { startWorld, type World } from '../testing/world.ts';
import { cpuMicros } from './cpu-time.ts';
import type { LoadEvent, LoadPair, LoadPlan, Percentiles } from './load-plan.ts';
import { seedPairs } from './seed-pairs.ts';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '100' },
    rates: { type: 'string', default: '1000,2000,4000,8000' },
    seconds: { type: 'string', default: '10' },
    storm: { type: 'string', default: '0' },
    'at-once': { type: 'string', default: '100' },
  },
});
const WARMUP_SECONDS = 3;
const ANNOUNCED_MS = 5_000;
const BODY_BYTES = 120;
const UNLIMITED = '1000000';
const env = {
  access: {
    SENDS_PER_SECOND: UNLIMITED,
    SEND_BURST: UNLIMITED,
    FRAMES_PER_SECOND: UNLIMITED,
    FRAME_BURST: UNLIMITED,
    SESSIONS_PER_ADDRESS: UNLIMITED,
    HANDSHAKES_PER_SECOND: UNLIMITED,
    HANDSHAKE_BURST: UNLIMITED,
    LOG_LEVEL: 'warn',
  },
  logic: { LOG_LEVEL: 'warn' },
};

const world = await startWorld({ access: 1, logic: 1, web: 1, postgres: 'own', env });
process.exitCode = await measure(world).finally(() => world.close());

async function measure(system: World): Promise<number> {
  const storm = Number(values.storm) / 2;
  const pairs = await seedPairs(system, Math.max(Number(values.pairs), storm));
  const plan = { ...(await address(system)), warmupSeconds: WARMUP_SECONDS, seconds: Number(values.seconds), bodyBytes: BODY_BYTES };
  if (storm > 0) await run(system, { ...plan, pairs: pairs.slice(0, storm), rate: 0, connectsAtOnce: Number(values['at-once']) });
  let lost = 0;
  for (const rate of values.rates.split(',').map(Number)) {
    lost += await run(system, { ...plan, pairs: pairs.slice(0, Number(values.pairs)), rate, connectsAtOnce: 20 });
  }
  return lost === 0 ? 0 : 1;
}

/** Waits until the access node has announced itself. */
async function address(system: World): Promise<Pick<LoadPlan, 'url' | 'certificateHash'>> {
  for (const end = Date.now() + ANNOUNCED_MS; Date.now() < end; await sleep(100)) {
    const answer = (await (await fetch(`${system.webUrl}/api/v1/access`)).json()) as {
      data: { nodes: { url: string; certificateHashes: string[] }[] };
    };
    const node = answer.data.nodes[0];
    const certificateHash = node?.certificateHashes[0];
    if (node !== undefined && certificateHash !== undefined) return { url: node.url, certificateHash };
  }
  throw new Error('no access node announces WebTransport');
}

/** One generator process; resolves with how many messages were lost, doubled or disordered. */
async function run(system: World, plan: LoadPlan): Promise<number> {
  const processes = {
    access: system.access[0]?.pid ?? 0,
    logic: system.logic[0]?.pid ?? 0,
    nats: system.nats().pid,
    redis: system.redis().pid,
    postgres: system.postgres?.pid ?? 0,
  };
  const rowsBefore = await rows(system);
  const deno = spawn(
    denoBinary(),
    ['run', '--unstable-net', '--no-remote', '--node-modules-dir=manual', '-A', inRepository('scripts/open-loop/generator.ts')],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  deno.stdin.end(JSON.stringify(plan satisfies LoadPlan & { pairs: readonly LoadPair[] }));
  let before: Record<string, number> = {};
  let used: Record<string, number> = {};
  let wrong = 0;
  for await (const line of createInterface(deno.stdout)) {
    const event = JSON.parse(line) as LoadEvent;
    switch (event.event) {
      case 'connected':
        console.log(
          `${event.sessions} sessions connected and signed in within ${event.seconds.toFixed(2)} s (${Math.round(event.sessions / event.seconds)}/s), each ${text(event.connectMs)}; failed attempts ${event.failed}`,
        );
        break;
      case 'measuring':
        before = cpuMicros(processes);
        break;
      case 'measured':
        used = Object.fromEntries(Object.entries(cpuMicros(processes)).map(([name, micros]) => [name, micros - (before[name] ?? 0)]));
        break;
      case 'result': {
        const total = Object.values(used).reduce((sum, micros) => sum + micros, 0);
        const perMessage = (micros: number): string => (micros / event.scheduled).toFixed(0);
        wrong = event.scheduled - event.delivered + event.doubled + event.disordered;
        console.log(`${plan.rate}/s: delivery ${text(event.deliveryMs)}; ack ${text(event.ackMs)}`);
        console.log(
          `  scheduled ${event.scheduled}, acked ${event.acked}, delivered ${event.delivered}, doubled ${event.doubled}, disordered ${event.disordered}, refused ${event.refused}`,
        );
        console.log(
          `  server CPU per message ${perMessage(total)} µs (${Object.entries(used)
            .map(([name, micros]) => `${name} ${perMessage(micros)}`)
            .join(', ')}); generator ${perMessage(event.generatorCpuMs * 1_000)} µs`,
        );
        break;
      }
    }
  }
  if (deno.exitCode === null) await once(deno, 'exit');
  if (plan.rate > 0) console.log(`  rows written ${(await rows(system)) - rowsBefore} (warm-up included)`);
  return wrong;
}

function text({ p50, p95, p99, max }: Percentiles): string {
  return `P50 ${p50.toFixed(1)} P95 ${p95.toFixed(1)} P99 ${p99.toFixed(1)} max ${max.toFixed(1)} ms`;
}

async function rows(system: World): Promise<number> {
  const client = new Client({ connectionString: system.databaseUrl });
  await client.connect();
  const { rows: found } = await client.query<{ count: string }>('SELECT count(*) FROM message');
  await client.end();
  return Number(found[0]?.count);
}
