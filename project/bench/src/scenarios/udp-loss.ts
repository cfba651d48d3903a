import type { BenchContext, Scenario, ScenarioResult, Verdict } from '../scenario.ts';
import { type GodwitArm, startGodwitArm } from '../system/godwit-arm.ts';
import { seedMesh } from './mesh/seed-mesh.ts';
import { figures, plots } from './udp-loss/figures.ts';
import { whyNoLink } from './udp-loss/lossy-link.ts';
import { measure, type Wanted } from './udp-loss/measure.ts';
import { type Condition, conditionText, p99Ratios, type Sample, TRANSPORTS } from './udp-loss/sample.ts';
import { atLeast } from './verdicts/limit-verdict.ts';

const USERS = 6;
/** That of loopback, which the target is for, and that of a mobile network or of the next country. */
const ROUND_TRIPS_MS = [0, 40];
const LOSSES = [0, 0.02, 0.05];
const CONDITIONS: readonly Condition[] = ROUND_TRIPS_MS.flatMap((roundTripMs) => LOSSES.map((loss) => ({ roundTripMs, loss })));
const JUDGED = CONDITIONS.filter(({ roundTripMs, loss }) => roundTripMs === 0 && loss > 0);
const MAX_REPEATS = 3;
/** P99 of the WebSocket divided by ours. */
const MIN_RATIO = 2;

export const udpLoss: Scenario = {
  name: 'udp-loss',
  about: `${USERS} people who all write to each other over one session each, behind a link that loses packets: WebTransport against the WebSocket fallback`,
  targets: ['P11'],
  quick: false,
  async run(context) {
    const why = await whyNoLink();
    if (why !== undefined) return impossible(why);
    const arm = await startGodwitArm({ world: { env: { access: { ACCESS_HOST: '0.0.0.0' } } } });
    try {
      const samples = await runRounds(arm, context);
      return {
        figures: figures(samples, CONDITIONS),
        plots: plots(samples, CONDITIONS),
        verdicts: JUDGED.map((condition) => verdict(samples, condition)),
        notes: notes(samples),
      };
    } finally {
      await arm.close();
    }
  },
};

async function runRounds(arm: GodwitArm, { repeats, signal, progress }: BenchContext): Promise<Sample[]> {
  const mesh = await seedMesh(arm, USERS);
  const rounds = Math.min(repeats, MAX_REPEATS);
  const samples: Sample[] = [];
  for (let round = 1; round <= rounds; round++)
    for (const condition of CONDITIONS)
      for (const transport of round % 2 === 1 ? TRANSPORTS : TRANSPORTS.toReversed()) {
        signal.throwIfAborted();
        const sample = await measure(arm, mesh, { ...condition, transport, round }, signal);
        samples.push(sample);
        progress(`round ${round}/${rounds}  ${describe(sample)}`);
      }
  return samples;
}

function describe({ run, transport, ...condition }: Sample): string {
  const latency = [50, 99].map((percent) => run.deliveries.percentileMs(percent).toFixed(0)).join(' / ');
  return `${transport} at ${conditionText(condition)}: P50/P99 ${latency} ms, ${run.delivered} of ${run.scheduled} delivered`;
}

const impossible = (why: string): ScenarioResult => ({
  figures: [],
  plots: [],
  verdicts: [{ target: 'P11', claim: 'P99 under packet loss, at most half of that of the WebSocket', measured: why, result: 'void' }],
  notes: [`needs a link that loses packets, made of TUN devices by root: ${why}`],
});

function verdict(samples: readonly Sample[], condition: Condition): Verdict {
  const claim = `P99 of WebSocket at ${conditionText(condition)}, divided by ours,`;
  return atLeast(MIN_RATIO, { target: 'P11', claim, runs: p99Ratios(samples, condition), unit: '' });
}

function notes(samples: readonly Sample[]): string[] {
  const what = ({ transport, round, ...condition }: Wanted): string => `${transport} at ${conditionText(condition)} in round ${round}`;
  return [
    'the link is a pair of TUN devices between two network namespaces: UDP and TCP of the kernel meet the same loss and delay',
    'the longer the round trip, the sooner TCP finds a loss by itself; and all conversations of a session share one QUIC stream, so a lost packet holds up all of them, as on TCP',
    ...samples.flatMap((sample) => [
      ...sample.run.voids.map((why) => `void: ${what(sample)}: ${why}`),
      ...sample.run.wrongs.map((why) => `wrong: ${what(sample)}: ${why}`),
    ]),
  ];
}
