// Messages go through everything that is there while one thing after the other breaks. Three sizes of the same: the sprint is for mutants.
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../../../scripts/faults/seeded-random.ts';
import { RECOVERY_LIMITS, type RecoveryLimits } from '../checker/recovery-rule.ts';
import { ComingAndGoing } from '../delivery/coming-and-going.ts';
import { type DeliveryPlan, type DeliveryResult, runDelivery, type Stage } from '../delivery/delivery-run.ts';
import type { FleetPlan } from '../fleet/fleet-protocol.ts';
import { drawFrom, type Fault, type FaultKind } from '../nemesis/fault.ts';
import { killCrowdedAccess } from '../nemesis/faults/kill-crowded-access.ts';
import { type FaultRun, runFaults } from '../nemesis/run-faults.ts';
import { LONG_DECK, schedule, SMOKE_DECK } from '../nemesis/schedule.ts';
import { CHAOS_WORLD } from '../population/chaos-world.ts';
import { type Circles, circlesOf, type PopulationOptions } from '../population/seed-population.ts';
import { INFORMATION } from '../report/report-page.ts';
import type { ChaosContext, ChaosScenario, Finding } from '../scenario.ts';

interface Size {
  readonly messages: number;
  readonly messagesPerSecond: number;
  readonly users: number;
  /** Groups whose members come and go. */
  readonly circles: Circles;
  readonly deck: readonly FaultKind[];
  readonly faults: number;
  /** Of these by SIGKILL. */
  readonly kills: number;
  readonly fleets: readonly FleetPlan['transport'][];
  /** Without faults before the last one: links that lived so long have forgotten their back-off, which else says how soon devices come back. */
  readonly calmMs: number;
  readonly limits: RecoveryLimits;
}

/** Other tests may run beside this one; and after a dozen faults in as many seconds a device may wait for 30 s. */
const ANY_TIME: RecoveryLimits = { sendsEndMs: Infinity, convergeMs: Infinity };

const SPRINT: Size = {
  messages: 4_000,
  messagesPerSecond: 400,
  users: 8,
  circles: { count: 2, size: 6 },
  deck: SMOKE_DECK,
  faults: 11,
  kills: 0,
  fleets: ['websocket', 'webtransport'],
  calmMs: 0,
  limits: ANY_TIME,
};
const SMOKE: Size = {
  ...SPRINT,
  messages: 20_000,
  messagesPerSecond: 600,
  users: 12,
  circles: { count: 3, size: 8 },
  calmMs: 32_000,
  limits: RECOVERY_LIMITS,
};
const LONG: Size = {
  messages: 1_000_000,
  messagesPerSecond: 1_500,
  users: 50,
  circles: { count: 3, size: 10 },
  deck: LONG_DECK,
  faults: 200,
  kills: 200,
  fleets: ['websocket', 'auto', 'webtransport'],
  calmMs: 60_000,
  limits: RECOVERY_LIMITS,
};

const FAULTS_AT_ONCE = 2;
const AFTER_MS = 2_000;
/** Fewer say nothing about groups. */
const CHANGES_PER_GROUP = 2;
const IDS = ['R1', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R20', 'R21'];

const ABOUT =
  'people write to each other and in groups that they join and leave while processes die, stand still and restart and links break: nothing is lost, doubled, disordered, gapped or shown to others';

export const nemesisRun: ChaosScenario = {
  ids: IDS,
  name: 'nemesis-run',
  about: ABOUT,
  run: (context) => run(context, context.scale === 'smoke' ? SMOKE : LONG),
};

export const nemesisSprint: ChaosScenario = {
  ids: IDS,
  name: 'nemesis-sprint',
  about: 'the nemesis run in half a minute and without limits of time, for mutants and for a first look',
  run: (context) => run(context, SPRINT),
};

/** The smoke run without limits of time, for tests. */
export const nemesisSmoke: ChaosScenario = {
  ids: IDS,
  name: 'nemesis-smoke',
  about: ABOUT,
  run: (context) => run(context, { ...SMOKE, calmMs: 0, limits: ANY_TIME }),
};

async function run(context: ChaosContext, size: Size): Promise<readonly Finding[]> {
  const enough = (dealt: readonly Fault[]): boolean => dealt.length >= size.faults && countKills(dealt) >= size.kills;
  const faults = schedule(context.seed, size.deck, enough);
  const last = killCrowdedAccess(drawFrom(seededRandom(context.seed)));
  let runs: readonly FaultRun[] = [];
  const result = await runDelivery(context, planOf(context, size), async (stage) => {
    const { world, fleets, ledger, answered, signal } = stage;
    const endGroups = await beginGroups(stage, size, context.seed);
    const options = { field: { world, fleets }, ledger, progress: context.progress, signal };
    // Spread over the messages, so that a slow machine has as many for each message as a fast one.
    const due = (n: number): boolean => answered() >= (size.messages * n) / faults.length;
    try {
      const before = await runFaults(faults, { ...options, atOnce: FAULTS_AT_ONCE, due });
      await sleep(size.calmMs, undefined, { signal });
      runs = [...before, ...(await runFaults([last], { ...options, atOnce: 1, due: () => true }))];
    } finally {
      await endGroups();
    }
  });
  for (const { fault, fromMs, toMs } of runs) {
    const acks = `${result.acksBetween(fromMs, toMs)} acks meanwhile, ${result.acksBetween(toMs, toMs + AFTER_MS)} in 2 s after`;
    context.happened(fault, fromMs, toMs, acks);
  }
  tell(context, size, [...faults, last], result);
  return [...tooFew(size, result), ...result.findings];
}

/** Resolves when there are groups whose members come and go, until the function that it gives is called. */
async function beginGroups({ world, seats, ledger }: Stage, size: Size, seed: number): Promise<() => Promise<void>> {
  const over = new AbortController();
  const groups = await ComingAndGoing.open({ api: world.webUrl, circles: circlesOf(populationOf(size)), seats, ledger, seed });
  const running = groups.run(over.signal);
  running.catch(() => undefined); // whoever ends them is told
  return () => {
    over.abort();
    return running;
  };
}

/** A check of nothing finds nothing. */
function tooFew({ messages, circles }: Size, { facts: { acked, changes } }: DeliveryResult): Finding[] {
  const wanted = circles.count * CHANGES_PER_GROUP;
  return [
    ...(acked < messages ? [{ id: 'R1', found: `only ${acked} of ${messages} messages were acked` }] : []),
    ...(changes < wanted ? [{ id: 'R1', found: `only ${changes} of ${wanted} changes of members were made` }] : []),
  ];
}

const countKills = (faults: readonly Fault[]): number => faults.filter(({ kill }) => kill).length;

function tell({ measured }: ChaosContext, size: Size, faults: readonly Fault[], { facts, seconds }: DeliveryResult): void {
  measured('R1', 'acked messages', String(facts.acked), `≥ ${size.messages}`);
  measured('R1', 'faults, of these kill -9', `${faults.length}, ${countKills(faults)}`, `≥ ${size.faults}, ${size.kills}`);
  measured('R1', 'messages a second', (facts.acked / seconds).toFixed(0), INFORMATION);
  measured('R3', 'last send ended after the faults', `${facts.sendsEndMs} ms`, within(size.limits.sendsEndMs));
  measured('R3', 'longest time without any ack', `${facts.longestSilenceMs} ms`, INFORMATION);
  measured('R3', 'refused; of these stored by a later copy', `${facts.refused}; ${facts.lateCopies}`, 'only of who came back meanwhile');
  const { absences, absenceP50Ms, absenceP99Ms } = facts;
  measured('R3', 'links lost; until the next, P50 and P99', `${absences}; ${absenceP50Ms} ms, ${absenceP99Ms} ms`, INFORMATION);
  measured('R6', 'last device complete after the faults', `${facts.convergeMs} ms`, within(size.limits.convergeMs));
  measured('R6', 'entries shown, devices', `${facts.shown}, ${facts.devices}`, 'all');
  measured('R8', 'screens of open conversations', String(facts.views), '0 inversions');
  measured('R9', 'ordered pairs', String(facts.orderedPairs), '0 inversions');
  measured('R20', 'members invited, removed, gone', String(facts.changes), `≥ ${size.circles.count * CHANGES_PER_GROUP}`);
  measured('R20', 'stays in groups', String(facts.stays), 'nothing seen outside, nothing missing inside');
  measured('R21', 'read marks set', String(facts.reads), 'monotonic, equal in the end');
  measured('R21', 'messages recalled; recalls seen on devices', `${facts.recalls}; ${facts.recallsSeen}`, 'nothing of them shown after');
}

const within = (limitMs: number): string => (Number.isFinite(limitMs) ? `≤ ${limitMs} ms` : INFORMATION);

const planOf = ({ root, seed }: ChaosContext, size: Size): DeliveryPlan => ({
  limits: size.limits,
  world: { ...CHAOS_WORLD, proxied: ['postgres', 'redis', 'nats', 'udp', 'websocket'], root, seed },
  population: populationOf(size),
  fleets: size.fleets,
  traffic: {
    messagesPerSecond: size.messagesPerSecond,
    maxBurst: 20,
    maxOpenPerDevice: 200,
    readsPerSecond: 60,
    recallsPerSecond: 10,
    groupShare: 0.1,
  },
  messages: size.messages,
});

const populationOf = ({ users, circles }: Size): PopulationOptions => ({ users, devicesPerUser: 2, friendsPerUser: 4, circles });
