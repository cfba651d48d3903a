import { Latencies } from '../measure/latencies.ts';
import { median } from '../measure/median.ts';
import type { BenchContext, Figure, Scenario } from '../scenario.ts';
import { type GodwitArm, startGodwitArm } from '../system/godwit-arm.ts';
import type { PullEvent, PullPlan } from './bulk-lane/pull-plan.ts';
import { seedMesh } from './mesh/seed-mesh.ts';
import { startProcess } from './processes/start-process.ts';

const ENTRIES = 5_000;
const BODY_BYTES = 1_000;
const LOAD = { rate: 200, seconds: 10 };

export const bulkLane: Scenario = {
  name: 'bulk-lane',
  about: `${LOAD.rate} messages a second to a device that pulls ${(ENTRIES * BODY_BYTES) / 1e6} MB of history each second over the same session, and without that`,
  targets: [],
  quick: false,
  async run(context) {
    const arm = await startGodwitArm();
    try {
      const events = await measure(arm, context);
      return {
        figures: figures(events),
        plots: [],
        verdicts: [],
        notes: [
          'the device that measures also inflates, verifies and reads the pages, in one thread (Deno)',
          ...events.filter(({ lost }) => lost > 0).map(({ lost, pulling }) => `${lost} messages were not delivered ${columnOf(pulling)}`),
        ],
      };
    } finally {
      await arm.close();
    }
  },
};

async function measure(arm: GodwitArm, { signal, repeats, progress }: BenchContext): Promise<PullEvent[]> {
  const [node] = await arm.nodes();
  const { users, conversations } = await seedMesh(arm, 4);
  const [live, history] = conversations
    .filter(({ sender, receiver }) => sender === 0 || receiver === 0)
    .map(({ id, sender, receiver }) => ({ id, sender: users[sender === 0 ? receiver : sender]! }));
  const plan: PullPlan = {
    node: node!,
    receiver: users[0]!,
    live: live!,
    history: { ...history!, entries: ENTRIES, bodyBytes: BODY_BYTES },
    ...LOAD,
    rounds: repeats,
  };
  const process = await startProcess<PullEvent>({ name: 'pulling device', engine: 'deno', file: 'bulk-lane/pull-process.ts', plan });
  const events: PullEvent[] = [];
  try {
    for await (const event of process.events) {
      signal.throwIfAborted();
      events.push(event);
      progress(`${columnOf(event.pulling)}: ${describe(event)}`);
    }
  } finally {
    await process.stop();
  }
  return events;
}

const columnOf = (pulling: boolean): string => (pulling ? 'while history is pulled' : 'without');

const percentile = ({ latencyUs }: PullEvent, percent: number): number => Latencies.merged([latencyUs]).percentileMs(percent);

function describe(event: PullEvent): string {
  const times = `P50 ${percentile(event, 50).toFixed(1)}, P99 ${percentile(event, 99).toFixed(1)} ms`;
  if (!event.pulling) return times;
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(2);
  return `${times}; ${event.pulls} pulls of ${megabytes(event.bodyBytes)} MB (${megabytes(event.wireBytes)} on the wire), ${median(event.pullMs).toFixed(0)} ms each`;
}

function figures(events: readonly PullEvent[]): Figure[] {
  const latency = (percent: number): Figure[] =>
    [false, true].map((pulling) => ({
      name: `latency P${percent}`,
      unit: 'ms',
      arm: 'godwit',
      column: columnOf(pulling),
      at: {},
      runs: events.filter((event) => event.pulling === pulling).map((event) => percentile(event, percent)),
    }));
  const pulls = events.filter(({ pulling }) => pulling);
  const pull = (name: string, unit: string, runs: readonly number[]): Figure => ({ name, unit, arm: 'godwit', at: {}, runs });
  return [
    ...[50, 99].flatMap(latency),
    pull('P99 while history is pulled, divided by that without', '', ratios(events)),
    pull(
      'pull of 5 MB',
      'ms',
      pulls.map(({ pullMs }) => median(pullMs)),
    ),
    pull(
      'bytes of a pull on the wire, divided by those of its bodies',
      '',
      pulls.map(({ bodyBytes, wireBytes }) => wireBytes / bodyBytes),
    ),
  ];
}

/** Of each round. */
const ratios = (events: readonly PullEvent[]): number[] =>
  events.flatMap((event, i) => (event.pulling && i > 0 ? [percentile(event, 99) / percentile(events[i - 1]!, 99)] : []));
