// Messages go through everything that is there while one thing after the other breaks. Three sizes of the same: the sprint is for mutants.
import { seededRandom } from '../../../../scripts/faults/seeded-random.ts';
import { RECOVERY_LIMITS, type RecoveryLimits } from '../checker/recovery-rule.ts';
import { type DeliveryPlan, type DeliveryResult, runDelivery } from '../delivery/delivery-run.ts';
import type { FleetPlan } from '../fleet/fleet-protocol.ts';
import { drawFrom, type Fault, type FaultKind } from '../nemesis/fault.ts';
import { endTier } from '../nemesis/faults/end-tier.ts';
import { type FaultRun, runFaults } from '../nemesis/run-faults.ts';
import { LONG_DECK, NODES, schedule, SMOKE_DECK } from '../nemesis/schedule.ts';
import { CHAOS_WORLD } from '../population/chaos-world.ts';
import { INFORMATION } from '../report/report-page.ts';
import type { ChaosContext, ChaosScenario, Finding } from '../scenario.ts';

interface Size {
  readonly messages: number;
  readonly messagesPerSecond: number;
  readonly users: number;
  readonly deck: readonly FaultKind[];
  readonly faults: number;
  /** Of these by SIGKILL. */
  readonly kills: number;
  readonly fleets: readonly FleetPlan['transport'][];
}

const SPRINT: Size = {
  messages: 4_000,
  messagesPerSecond: 400,
  users: 8,
  deck: SMOKE_DECK,
  faults: 11,
  kills: 0,
  fleets: ['websocket', 'webtransport'],
};
const SMOKE: Size = { ...SPRINT, messages: 20_000, messagesPerSecond: 600, users: 12 };
const LONG: Size = {
  messages: 1_000_000,
  messagesPerSecond: 1_500,
  users: 50,
  deck: LONG_DECK,
  faults: 200,
  kills: 200,
  fleets: ['websocket', 'websocket', 'webtransport'],
};

const FAULTS_AT_ONCE = 2;
/** Half of the devices have to come back and catch up when the faults are over. */
const LAST = endTier('access', NODES, 'SIGKILL');
const AFTER_MS = 2_000;
const IDS = ['R1', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R21'];

export const nemesisRun: ChaosScenario = nemesisWithin(RECOVERY_LIMITS);

export const nemesisSprint: ChaosScenario = {
  ids: IDS,
  name: 'nemesis-sprint',
  about: 'the nemesis run in half a minute, for mutants and for a first look',
  run: (context) => run(context, SPRINT, RECOVERY_LIMITS),
};

/** Other limits are for tests, which assert no times. */
export function nemesisWithin(limits: RecoveryLimits): ChaosScenario {
  return {
    ids: IDS,
    name: 'nemesis-run',
    about:
      'people write to each other while processes die, stand still and restart and links break: nothing is lost, doubled, disordered or gapped',
    run: (context) => run(context, context.scale === 'smoke' ? SMOKE : LONG, limits),
  };
}

async function run(context: ChaosContext, size: Size, limits: RecoveryLimits): Promise<readonly Finding[]> {
  const enough = (dealt: readonly Fault[]): boolean => dealt.length >= size.faults && countKills(dealt) >= size.kills;
  const faults = [...schedule(context.seed, size.deck, enough), LAST(drawFrom(seededRandom(context.seed)))];
  let runs: readonly FaultRun[] = [];
  const result = await runDelivery(context, planOf(context, size, limits), async ({ world, fleets, ledger, answered, signal }) => {
    runs = await runFaults(faults, {
      field: { world, fleets },
      ledger,
      atOnce: FAULTS_AT_ONCE,
      // Spread over the messages; the last comes when they are all there, so that the end shows a recovery.
      due: (n) => answered() >= (size.messages * n) / faults.length,
      progress: context.progress,
      signal,
    });
  });
  for (const { fault, fromMs, toMs } of runs) {
    const acks = `${result.acksBetween(fromMs, toMs)} acks meanwhile, ${result.acksBetween(toMs, toMs + AFTER_MS)} in 2 s after`;
    context.happened(fault, fromMs, toMs, acks);
  }
  tell(context, size, faults, result);
  const { acked } = result.facts;
  const few = acked < size.messages ? [{ id: 'R1', found: `only ${acked} of ${size.messages} messages were acked` }] : [];
  return [...few, ...result.findings];
}

const countKills = (faults: readonly Fault[]): number => faults.filter(({ kill }) => kill).length;

function tell({ measured }: ChaosContext, size: Size, faults: readonly Fault[], { facts, seconds }: DeliveryResult): void {
  measured('R1', 'acked messages', String(facts.acked), `≥ ${size.messages}`);
  measured('R1', 'faults, of these kill -9', `${faults.length}, ${countKills(faults)}`, `≥ ${size.faults}, ${size.kills}`);
  measured('R1', 'messages a second', (facts.acked / seconds).toFixed(0), INFORMATION);
  measured('R3', 'last send ended after the faults', `${facts.sendsEndMs} ms`, `≤ ${RECOVERY_LIMITS.sendsEndMs} ms`);
  measured('R3', 'longest time without any ack', `${facts.longestSilenceMs} ms`, INFORMATION);
  measured('R6', 'last device complete after the faults', `${facts.convergeMs} ms`, `≤ ${RECOVERY_LIMITS.convergeMs} ms`);
  measured('R6', 'entries shown, devices', `${facts.shown}, ${facts.devices}`, 'all');
  measured('R8', 'screens of open conversations', String(facts.views), '0 inversions');
  measured('R9', 'ordered pairs', String(facts.orderedPairs), '0 inversions');
  measured('R21', 'read marks set', String(facts.reads), 'monotonic, equal in the end');
}

const planOf = ({ root, seed }: ChaosContext, size: Size, limits: RecoveryLimits): DeliveryPlan => ({
  limits,
  world: { ...CHAOS_WORLD, proxied: ['postgres', 'redis', 'nats', 'udp', 'websocket'], root, seed },
  population: { users: size.users, devicesPerUser: 2, friendsPerUser: 4 },
  fleets: size.fleets,
  traffic: { messagesPerSecond: size.messagesPerSecond, maxBurst: 20, maxOpenPerDevice: 200, readsPerSecond: 60 },
  messages: size.messages,
});
