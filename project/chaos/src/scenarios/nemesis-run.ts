import type { WorldOptions } from '../../../../scripts/testing/world.ts';
import { type DeliveryPlan, runDelivery } from '../delivery/delivery-run.ts';
import { runFaults } from '../nemesis/run-faults.ts';
import { LONG_DECK, NODES, schedule, SMOKE_DECK } from '../nemesis/schedule.ts';
import type { ChaosContext, ChaosScenario } from '../scenario.ts';

const SMOKE = {
  messages: 20_000,
  faults: 12,
  kills: 0,
  atOnce: 2,
  messagesPerSecond: 500,
  users: 12,
  fleets: ['websocket', 'webtransport'],
} as const;
const LONG = {
  messages: 1_000_000,
  faults: 200,
  kills: 200,
  atOnce: 2,
  messagesPerSecond: 1_500,
  users: 50,
  fleets: ['websocket', 'websocket', 'webtransport'],
} as const;

/** Messages go through everything that is there while one thing after the other breaks. */
export const nemesisRun: ChaosScenario = {
  ids: ['R1', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R21'],
  name: 'nemesis-run',
  about:
    'people write to each other while processes die, stand still and restart, and links break: nothing is lost, doubled, disordered or gapped',
  async run(context) {
    const size = context.scale === 'smoke' ? SMOKE : LONG;
    const deck = context.scale === 'smoke' ? SMOKE_DECK : LONG_DECK;
    const faults = schedule(
      context.seed,
      deck,
      (dealt) => dealt.length >= size.faults && dealt.filter(({ kill }) => kill).length >= size.kills,
    );
    const { findings, facts, seconds } = await runDelivery(context, planOf(context, size), ({ world, fleets, ledger, answered }) =>
      runFaults(faults, {
        field: { world, fleets },
        ledger,
        atOnce: size.atOnce,
        // Spread over the messages; the last comes when they are all there, so that the end shows a recovery.
        due: (n) => answered() >= (size.messages * n) / faults.length,
        progress: context.progress,
        signal: context.signal,
      }),
    );
    const kills = faults.filter(({ kill }) => kill).length;
    context.measured('R1', 'acked messages', String(facts.acked), `≥ ${size.messages}`);
    context.measured('R1', 'faults, of these kill -9', `${faults.length}, ${kills}`, `≥ ${size.faults}, ${size.kills}`);
    context.measured('R1', 'messages a second', (facts.acked / seconds).toFixed(0), 'for information');
    context.measured('R3', 'last send ended after the faults', `${facts.sendsEndMs} ms`, '≤ 5000 ms');
    context.measured('R6', 'last device complete after the faults', `${facts.convergeMs} ms`, '≤ 10000 ms');
    context.measured('R6', 'entries shown on devices', `${facts.shown} on ${facts.devices}`, 'all');
    context.measured('R8', 'screens of open conversations', String(facts.views), '0 inversions');
    context.measured('R9', 'ordered pairs', String(facts.orderedPairs), '0 inversions');
    context.measured('R21', 'read marks set', String(facts.reads), 'monotonic, equal in the end');
    const few = facts.acked < size.messages ? [{ id: 'R1', found: `only ${facts.acked} of ${size.messages} messages were acked` }] : [];
    return [...few, ...findings];
  },
};

const planOf = ({ root, seed }: ChaosContext, size: typeof SMOKE | typeof LONG): DeliveryPlan => ({
  world: { ...WORLD, root, seed },
  population: { users: size.users, devicesPerUser: 2, friendsPerUser: 4 },
  fleets: size.fleets,
  traffic: { messagesPerSecond: size.messagesPerSecond, maxBurst: 20, maxOpenPerDevice: 200, readsPerSecond: 20 },
  messages: size.messages,
});

const MANY = '1000000';

/** Limits against abuse are out of the way: they are shown elsewhere, and a hundred devices come from one address. */
const WORLD: WorldOptions = {
  access: NODES,
  logic: NODES,
  web: 1,
  postgres: 'own',
  proxied: ['postgres', 'redis', 'nats', 'udp', 'websocket'],
  env: {
    access: { SENDS_PER_SECOND: MANY, SEND_BURST: MANY, FRAMES_PER_SECOND: MANY, FRAME_BURST: MANY, LOG_LEVEL: 'warn' },
    logic: { LOG_LEVEL: 'warn' },
    web: { RATE_LIMIT_FACTOR: MANY, LOG_LEVEL: 'warn' },
  },
};
