import type { ArmName } from '../arm.ts';
import type { Missed } from '../arms/missed.ts';
import { startSocketioArm } from '../arms/socketio/socketio-arm.ts';
import { median } from '../measure/median.ts';
import type { BenchContext, Figure, Scenario, ScenarioResult } from '../scenario.ts';
import { type GodwitArm, startGodwitArm } from '../system/godwit-arm.ts';
import { type Mesh, seedMesh } from './mesh/seed-mesh.ts';
import type { SyncEvent, SyncPlan } from './offline-sync/sync-plan.ts';
import { startProcess } from './processes/start-process.ts';
import { atMost } from './verdicts/limit-verdict.ts';

const MISSED = 1_000;
const BODY_BYTES = 120;
/** One conversation of five pages, or ten of one: four pages are under way at once. */
const SPREADS = [1, 10];
/** Within a round: the first is that of code which is still being compiled, and does not count. */
const TIMES = 4;
const MAX_MS = 20;

export const offlineSync: Scenario = {
  name: 'offline-sync',
  about: `a device that missed ${MISSED} messages connects and fetches them: from HelloAck until the last one is there`,
  targets: ['P9'],
  quick: true,
  async run(context) {
    const godwit = await startGodwitArm();
    const socketio = context.arms.includes('socketio') ? await startSocketioArm().catch(() => undefined) : undefined;
    try {
      const ours = new Map(SPREADS.map((spread) => [spread, [] as Missed[]]));
      const theirs: Missed[] = [];
      const mesh = await seedMesh(godwit, Math.max(...SPREADS) + 2);
      for (let round = 1; round <= context.repeats; round++) {
        for (const spread of SPREADS) ours.get(spread)?.push(...(await measure(godwit, mesh, spread, context)));
        for (let time = 0; socketio !== undefined && time < TIMES; time++) {
          context.signal.throwIfAborted();
          const missed = await socketio.missed(MISSED, BODY_BYTES);
          if (time > 0) theirs.push(missed);
        }
        context.progress(`round ${round}/${context.repeats}  ${describe(ours, theirs)}`);
      }
      return resultOf(ours, theirs);
    } finally {
      await Promise.all([godwit.close(), socketio?.close()]);
    }
  },
};

async function measure(arm: GodwitArm, mesh: Mesh, spread: number, { signal }: BenchContext): Promise<SyncEvent[]> {
  signal.throwIfAborted();
  const [node] = await arm.nodes();
  const plan: SyncPlan = { ...missedBy(mesh, spread), node: node!, bodyBytes: BODY_BYTES, times: TIMES };
  const rowsBefore = await arm.rows();
  const process = await startProcess<SyncEvent>({ name: 'syncing device', engine: 'deno', file: 'offline-sync/sync-process.ts', plan });
  const events: SyncEvent[] = [];
  try {
    for await (const event of process.events) events.push(event);
  } finally {
    await process.stop();
  }
  const rows = (await arm.rows()) - rowsBefore;
  if (rows !== MISSED * TIMES) throw new Error(`${rows} rows for ${MISSED * TIMES} messages`);
  return events.slice(1);
}

/** The first user is the one who is away. */
function missedBy({ users, conversations }: Mesh, spread: number): Pick<SyncPlan, 'receiver' | 'conversations' | 'messagesEach'> {
  const own = conversations.filter(({ sender, receiver }) => sender === 0 || receiver === 0).slice(0, spread);
  const others = own.map(({ id, sender, receiver }) => ({ id, sender: users[sender === 0 ? receiver : sender]! }));
  return { receiver: users[0]!, conversations: others, messagesEach: MISSED / spread };
}

const medianMs = (measured: readonly Missed[]): string => median(measured.map(({ syncMs }) => syncMs)).toFixed(1);

const describe = (ours: ReadonlyMap<number, readonly Missed[]>, theirs: readonly Missed[]): string =>
  [
    ...[...ours].map(([spread, measured]) => `godwit ${medianMs(measured)} ms (conversations: ${spread})`),
    ...(theirs.length === 0 ? [] : [`socketio ${medianMs(theirs)} ms`]),
  ].join(', ');

function resultOf(ours: ReadonlyMap<number, readonly Missed[]>, theirs: readonly Missed[]): ScenarioResult {
  const figures = [...ours].flatMap(([spread, measured]) => figuresOf('godwit', spread, measured));
  if (theirs.length > 0) figures.push(...figuresOf('socketio', 1, theirs));
  const runs = (ours.get(1) ?? []).map(({ syncMs }) => syncMs);
  return {
    figures,
    plots: [],
    verdicts: [atMost(MAX_MS, { target: 'P9', claim: `${MISSED} missed messages after the connect, on loopback,`, runs, unit: 'ms' })],
    notes: ['the device of godwit is a process of its own (Deno); that of socketio lives in the process of the bench (Node)'],
  };
}

function figuresOf(arm: ArmName, conversations: number, measured: readonly Missed[]): Figure[] {
  const name = `${MISSED} missed messages received`;
  const figure = (unit: string, value: (missed: Missed) => number): Figure => ({
    name,
    unit,
    arm,
    at: { conversations },
    runs: measured.map(value),
  });
  return [
    figure('ms after the connect', ({ syncMs }) => syncMs),
    figure('ms with the connect', ({ connectMs, syncMs }) => connectMs + syncMs),
    figure('requests', ({ requests }) => requests),
  ];
}
