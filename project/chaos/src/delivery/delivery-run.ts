// People write to each other over a whole Godwit while something goes wrong; afterwards their ledgers are compared with the rows.
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startWorld, type World, type WorldOptions } from '../../../../scripts/testing/world.ts';
import { type CheckResult, checkLedgers } from '../checker/check-ledgers.ts';
import { RECOVERY_LIMITS, type RecoveryLimits } from '../checker/recovery-rule.ts';
import { selectTruth } from '../checker/select-truth.ts';
import type { Truth } from '../checker/truth.ts';
import type { FleetPlan, Traffic } from '../fleet/fleet-protocol.ts';
import { type Fleet, startFleet } from '../fleet/start-fleet.ts';
import { FileLedger } from '../ledger/file-ledger.ts';
import { ledgerFile } from '../ledger/read-ledger.ts';
import { announcedNodes } from '../population/announced-nodes.ts';
import { type DeviceSeat, type PopulationOptions, seedPopulation } from '../population/seed-population.ts';
import type { ChaosContext, Finding } from '../scenario.ts';
import { type Latencies, measureLatency } from '../checker/measure-latency.ts';
import { selectGoal } from './select-goal.ts';

export interface DeliveryPlan {
  readonly world: WorldOptions;
  readonly population: PopulationOptions;
  /** The devices are dealt out to so many processes. */
  readonly fleets: readonly FleetPlan['transport'][];
  /** Over all fleets. */
  readonly traffic: Traffic;
  /** At least so many are sent. */
  readonly messages: number;
  /** After the last fault; default: those of docs/reliability.md. */
  readonly limits?: RecoveryLimits;
}

/** What goes on while the messages flow. Resolves when everything runs again. */
export type Disturbance = (stage: Stage) => Promise<void>;

export interface Stage {
  readonly world: World;
  readonly fleets: readonly Fleet[];
  readonly seats: readonly DeviceSeat[];
  readonly ledger: FileLedger;
  /** Messages that were acked or refused. */
  answered(): number;
  /** Aborts when the run ends early. */
  readonly signal: AbortSignal;
}

export interface DeliveryResult extends CheckResult {
  readonly seconds: number;
  readonly latencies: Latencies;
}

const PROGRESS_MS = 5_000;
/** How long anything may take to come back before the run goes on to its verdict. */
const PATIENCE_MS = 40_000;
const POLL_MS = 250;

/** What is to be closed in any case. */
interface Open {
  readonly fleets: Fleet[];
  readonly log: WriteStream;
  readonly ledger: FileLedger;
  world?: World;
  disturbance?: Promise<void>;
}

export async function runDelivery(context: ChaosContext, plan: DeliveryPlan, disturb: Disturbance): Promise<DeliveryResult> {
  const over = new AbortController();
  const run = { ...context, signal: AbortSignal.any([context.signal, over.signal]) };
  const paths = ['nemesis', ...plan.fleets.map((_, n) => `fleet-${n}`)].map((name) => join(context.dir, `${name}.ndjson`));
  const [nemesisPath = '', ...fleetPaths] = paths;
  const open: Open = { fleets: [], log: createWriteStream(join(context.dir, 'tiers.log')), ledger: new FileLedger(nemesisPath) };
  try {
    const { seconds, truth, complaints } = await play(run, plan, open, fleetPaths, disturb);
    const ledgers = paths.map(ledgerFile);
    const checked = await checkLedgers({ truth, ledgers, limits: plan.limits ?? RECOVERY_LIMITS });
    return { ...checked, findings: [...checked.findings, ...complaints], seconds, latencies: await measureLatency(ledgers) };
  } finally {
    over.abort(new Error('the run is over'));
    await close(open);
  }
}

/** From an empty world to a closed one. What devices saw is in the ledgers then. */
async function play(
  run: ChaosContext,
  plan: DeliveryPlan,
  open: Open,
  ledgers: readonly string[],
  disturb: Disturbance,
): Promise<{ readonly seconds: number; readonly truth: Truth; readonly complaints: readonly Finding[] }> {
  const { fleets, ledger, log } = open;
  const world = await startWorld({ ...plan.world, log: (node, line) => log.write(`${node} ${line}\n`) });
  open.world = world;
  await announcedNodes(world);
  const seats = await seedPopulation(world, plan.population);
  const plans = fleetPlans(run, plan, { api: world.webUrl, seats, ledgers });
  await Promise.all(plans.map(async (fleet) => fleets.push(await startFleet(fleet, run.root, run.signal))));
  run.progress(`${plan.population.users * plan.population.devicesPerUser} devices are connected`);
  const start = performance.now();
  for (const fleet of fleets) fleet.tell({ order: 'start' });
  open.disturbance = disturb({ world, fleets, seats, ledger, answered: () => ended(fleets), signal: run.signal });
  await flow(run, plan.messages, fleets, open.disturbance);
  ledger.write({ do: 'recovered' });
  const seconds = (performance.now() - start) / 1000;
  await converge(run, world, fleets);
  const complaints = [...(await endFleets(fleets)), ...tierComplaints(world)];
  const truth = await selectTruth(world.databaseUrl);
  await world.close();
  return { seconds, truth, complaints };
}

async function close({ disturbance, fleets, world, log, ledger }: Open): Promise<void> {
  // A fault that is being healed wants the world that it broke.
  await disturbance?.catch(() => undefined);
  await Promise.all(fleets.map((fleet) => fleet.close()));
  await world?.close();
  log.end();
  ledger.close();
}

interface FleetParts {
  readonly api: string;
  readonly seats: readonly DeviceSeat[];
  readonly ledgers: readonly string[];
}

function fleetPlans({ seed }: ChaosContext, plan: DeliveryPlan, { api, seats, ledgers }: FleetParts): FleetPlan[] {
  const count = plan.fleets.length;
  const { messagesPerSecond, readsPerSecond, recallsPerSecond } = plan.traffic;
  return plan.fleets.map((transport, n) => ({
    api,
    transport,
    seats: seats.filter((_, index) => index % count === n),
    ledger: ledgers[n] ?? '',
    seed: seed + n,
    traffic: {
      ...plan.traffic,
      messagesPerSecond: messagesPerSecond / count,
      readsPerSecond: readsPerSecond / count,
      recallsPerSecond: recallsPerSecond / count,
    },
    watchers: 2,
  }));
}

/** Messages flow until there are enough and the disturbance is over. */
async function flow(
  { progress, signal }: ChaosContext,
  messages: number,
  fleets: readonly Fleet[],
  disturbance: Promise<void>,
): Promise<void> {
  const state = { over: false };
  disturbance.then(
    () => (state.over = true),
    () => (state.over = true),
  );
  const start = Date.now();
  let toldAt = start;
  while (!state.over || ended(fleets) < messages) {
    await sleep(POLL_MS, undefined, { signal });
    if (state.over) await disturbance;
    const complaint = fleets.flatMap((fleet) => fleet.complaints)[0];
    if (complaint !== undefined) throw new Error(complaint);
    if (Date.now() - toldAt < PROGRESS_MS) continue;
    toldAt = Date.now();
    progress(`${Math.round((toldAt - start) / 1000)} s: ${describe(fleets)}`);
  }
  for (const fleet of fleets) fleet.tell({ order: 'stop' });
}

const total = (fleets: readonly Fleet[], what: keyof Fleet['progress']): number =>
  fleets.reduce((sum, { progress }) => sum + progress[what], 0);
const ended = (fleets: readonly Fleet[]): number => total(fleets, 'invoked') - total(fleets, 'open');

const describe = (fleets: readonly Fleet[]): string =>
  `${ended(fleets)} messages answered, ${total(fleets, 'open')} open, ${total(fleets, 'shown')} shown, ${total(fleets, 'online')} online`;

/** Waits until every device shows what is stored, or patience ends. Only for the waiting is the database asked. */
async function converge(context: ChaosContext, world: World, fleets: readonly Fleet[]): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (let behind = 1; behind > 0 && Date.now() < end; await sleep(POLL_MS, undefined, { signal: context.signal })) {
    const goal = await selectGoal(world.databaseUrl);
    const answers = await Promise.all(fleets.map((fleet) => fleet.ask({ order: 'compare', goal }, 'compared')));
    behind = total(fleets, 'open') + answers.reduce((sum, answer) => sum + answer.behind, 0);
  }
  context.progress(`after the end: ${describe(fleets)}`);
}

/** Processes must not end by themselves, nor fail unnoticed, whatever happens around them. */
const tierComplaints = (world: World): Finding[] => [
  ...world.exits().map(({ node, code }) => ({ id: 'O1', found: `${node} ended by itself with ${code}` })),
  ...world.unhandled().map((found) => ({ id: 'O1', found })),
];

async function endFleets(fleets: readonly Fleet[]): Promise<Finding[]> {
  await Promise.all(fleets.map((fleet) => fleet.ask({ order: 'settle' }, 'settled')));
  await Promise.all(fleets.map((fleet) => fleet.close()));
  return fleets.flatMap((fleet) => fleet.complaints.map((found) => ({ id: 'R24', found })));
}
