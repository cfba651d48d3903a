import type { AccessNode } from '@godwit/shared/rest/access';
import type { LoadEvent } from '../arm.ts';
import { median } from '../measure/median.ts';
import { type LoadRun, runLoad } from '../measure/run-load.ts';
import { numberText } from '../report/number-text.ts';
import type { BenchContext, Figure, Plot, Scenario, ScenarioResult, Verdict } from '../scenario.ts';
import { type GodwitArm, startGodwitArm } from '../system/godwit-arm.ts';
import { type Mesh, seedMesh } from './mesh/seed-mesh.ts';
import { startDenoProcess } from './processes/start-deno-process.ts';
import { overLossyLink, whyNoLink } from './udp-loss/lossy-link.ts';
import type { MeshPlan } from './udp-loss/mesh-plan.ts';
import { atLeast } from './verdicts/limit-verdict.ts';

const USERS = 6;
/** 10 a second in each of the 15 conversations: what is lost now is seldom found by the packets that follow. */
const LOAD = { rate: 150, warmupSeconds: 2, bodyBytes: 120 };
const SECONDS = 20;
/** One way; a round trip of 40 ms is that of a mobile network or of the next country. */
const DELAY_MS = 20;
const LOSSES = [0, 0.02, 0.05];
const TRANSPORTS = ['webtransport', 'websocket'] as const;
/** P99 of the WebSocket divided by ours. */
const MIN_RATIO = 2;

type Transport = (typeof TRANSPORTS)[number];
interface Sample {
  readonly loss: number;
  readonly transport: Transport;
  readonly round: number;
  readonly run: LoadRun;
  readonly lostShare: number;
}

export const udpLoss: Scenario = {
  name: 'udp-loss',
  about: `${USERS} people who all write to each other over one session each, behind a link of 40 ms that loses packets: WebTransport against the WebSocket fallback`,
  targets: ['P11'],
  quick: false,
  async run(context) {
    const why = await whyNoLink();
    if (why !== undefined) return impossible(why);
    const arm = await startGodwitArm({ world: { env: { access: { ACCESS_HOST: '0.0.0.0' } } } });
    try {
      const samples = await runRounds(arm, context);
      return { figures: figures(samples), plots: plots(samples), verdicts: verdicts(samples), notes: notes(samples) };
    } finally {
      await arm.close();
    }
  },
};

async function runRounds(arm: GodwitArm, { repeats, signal, progress }: BenchContext): Promise<Sample[]> {
  const mesh = await seedMesh(arm, USERS);
  const samples: Sample[] = [];
  for (let round = 1; round <= repeats; round++)
    for (const loss of LOSSES)
      for (const transport of round % 2 === 1 ? TRANSPORTS : TRANSPORTS.toReversed()) {
        signal.throwIfAborted();
        const sample = await measure(arm, mesh, { loss, transport, round }, signal);
        samples.push(sample);
        const { deliveries, delivered, scheduled } = sample.run;
        progress(
          `round ${round}/${repeats}  ${percentText(loss)} loss, ${transport}: P50/P99 ${deliveries.percentileMs(50).toFixed(0)} / ${deliveries.percentileMs(99).toFixed(0)} ms, ${delivered} of ${scheduled} delivered`,
        );
      }
  return samples;
}

async function measure(
  arm: GodwitArm,
  mesh: Mesh,
  condition: Pick<Sample, 'loss' | 'transport' | 'round'>,
  signal: AbortSignal,
): Promise<Sample> {
  const { loss, transport, round } = condition;
  const [node] = await arm.nodes();
  if (node === undefined) throw new Error('no access node');
  const { result, forwarded, lost } = await overLossyLink({ loss, delayMs: DELAY_MS, seed: round }, (link) => {
    const plan: MeshPlan = { ...mesh, ...LOAD, seconds: SECONDS, transport, node: behind(node, link.host) };
    const generator = { name: 'load generator', file: 'udp-loss/mesh-process.ts', plan, within: link.within };
    const load = { ...LOAD, seconds: SECONDS, pairs: mesh.conversations.length, connectsAtOnce: USERS };
    return runLoad({ ...arm, startLoad: () => startDenoProcess<LoadEvent>(generator) }, load, signal);
  });
  return { ...condition, run: result, lostShare: lost / (forwarded + lost) };
}

/** The node as it is reached through the link. */
function behind(node: AccessNode, host: string): AccessNode {
  const through = (address: string): string => {
    const url = new URL(address);
    url.hostname = host;
    return url.href;
  };
  return { ...node, url: through(node.url), websocketUrl: through(node.websocketUrl) };
}

const impossible = (why: string): ScenarioResult => ({
  figures: [],
  plots: [],
  verdicts: [{ target: 'P11', claim: 'P99 under packet loss, at most half of that of the WebSocket', measured: why, result: 'void' }],
  notes: [`needs a link that loses packets, made of TUN devices by root: ${why}`],
});

const percentText = (share: number): string => `${numberText(share * 100)} %`;

const runsOf = (samples: readonly Sample[], loss: number, transport: Transport): Sample[] =>
  samples.filter((sample) => sample.loss === loss && sample.transport === transport && sample.run.voids.length === 0);

function figures(samples: readonly Sample[]): Figure[] {
  const per = (name: string, unit: string, value: (sample: Sample) => number): Figure[] =>
    LOSSES.flatMap((loss) =>
      TRANSPORTS.map((transport) => {
        const at = { 'packets lost': percentText(loss), 'round trip': `${2 * DELAY_MS} ms` };
        return { name, unit, arm: 'godwit', column: transport, at, runs: runsOf(samples, loss, transport).map(value) };
      }),
    );
  return [
    ...[50, 95, 99].flatMap((percent) => per(`delivery latency P${percent}`, 'ms', ({ run }) => run.deliveries.percentileMs(percent))),
    ...per('packets lost on the link', '%', ({ lostShare }) => lostShare * 100),
  ];
}

function plots(samples: readonly Sample[]): Plot[] {
  const line = (transport: Transport, percent: number) => ({
    name: `${transport} P${percent}`,
    group: transport,
    points: LOSSES.flatMap((loss): [number, number][] => {
      const values = runsOf(samples, loss, transport).map(({ run }) => run.deliveries.percentileMs(percent));
      return values.length === 0 ? [] : [[loss * 100, median(values)]];
    }),
  });
  return [
    {
      title: 'Delivery latency over a link that loses packets',
      x: { label: '% of packets lost', scale: 'linear' },
      y: { label: 'ms', scale: 'log' },
      lines: TRANSPORTS.flatMap((transport) => [line(transport, 99), line(transport, 50)]),
    },
  ];
}

function verdicts(samples: readonly Sample[]): Verdict[] {
  return LOSSES.filter((loss) => loss > 0).map((loss) => {
    const runs = runsOf(samples, loss, 'webtransport').flatMap((ours) => {
      const other = runsOf(samples, loss, 'websocket').find(({ round }) => round === ours.round);
      return other === undefined ? [] : [other.run.deliveries.percentileMs(99) / ours.run.deliveries.percentileMs(99)];
    });
    return atLeast(MIN_RATIO, { target: 'P11', claim: `P99 of WebSocket at ${percentText(loss)} loss, divided by ours,`, runs, unit: '' });
  });
}

function notes(samples: readonly Sample[]): string[] {
  return samples.flatMap(({ loss, transport, round, run }) => {
    const what = `${transport} at ${percentText(loss)} loss in round ${round}`;
    return [
      ...run.voids.map((why) => `void: ${what}: ${why}`),
      ...run.wrongs.map((why) => `wrong: ${what}: ${why}`),
      ...(run.delivered < run.scheduled ? [`not delivered: ${what}: ${run.scheduled - run.delivered} of ${run.scheduled}`] : []),
    ];
  });
}
