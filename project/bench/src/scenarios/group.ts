import { startSocketioArm, type SocketioArm } from '../arms/socketio/socketio-arm.ts';
import type { LoadConversation } from '../generator/load-plan.ts';
import type { LoadRun } from '../measure/run-load.ts';
import type { BenchContext, Figure, Scenario, Verdict } from '../scenario.ts';
import { type GodwitArm, startGodwitArm } from '../system/godwit-arm.ts';
import { counts, cpuPerMessage, type GroupLoad, remarks, runGroup, runSocketioGroup } from './group/run-group.ts';
import { seedGroup } from './group/seed-group.ts';
import { atMost } from './verdicts/limit-verdict.ts';

const ONLINE = 500;
const RECEIVERS = ONLINE - 1;
const RATES = [10, 20, 50] as const;
const LOAD: Omit<GroupLoad, 'rate'> = { warmupSeconds: 2, seconds: 8 };
/** Below the threshold of a room each session is located and named; from it on a node gets one message. */
const KINDS = ['group', 'room'] as const;
const MAX_P99_MS = 50;
const MAX_COPY_MICROS = 12;
const NEXT_COPY_MICROS = 8;

type System = (typeof KINDS)[number] | 'socketio';

interface Sample {
  readonly system: System;
  readonly rate: number;
  readonly round: number;
  readonly run: LoadRun;
}

/** What is measured in turn within a round. */
type Systems = ReadonlyMap<System, (load: GroupLoad, signal: AbortSignal) => Promise<LoadRun>>;

export const group: Scenario = {
  name: 'group',
  about: `one group with ${ONLINE} members online, 120 bytes, as a group, as a room and with Socket.IO: latency of every copy and CPU per delivered copy`,
  targets: ['P6'],
  quick: false,
  async run(context) {
    const godwit = await startGodwitArm();
    const socketio = context.arms.includes('socketio') ? await startSocketioArm().catch(() => undefined) : undefined;
    try {
      const samples = await measure(await systemsOf(godwit, socketio), context);
      const missing = socketio === undefined && context.arms.includes('socketio') ? ['the arm of Socket.IO could not be started'] : [];
      return { figures: figures(samples), plots: [], verdicts: verdicts(samples), notes: [...missing, ...samples.flatMap(notes)] };
    } finally {
      await Promise.all([godwit.close(), socketio?.close()]);
    }
  },
};

async function systemsOf(godwit: GodwitArm, socketio: SocketioArm | undefined): Promise<Systems> {
  const seeded = async (number: 0 | 1): Promise<LoadConversation> =>
    seedGroup(godwit.world, { number, members: ONLINE, online: ONLINE, room: number === 1 });
  const groups = { group: await seeded(0), room: await seeded(1) };
  return new Map([
    ...KINDS.map((kind) => [kind, (load: GroupLoad, signal: AbortSignal) => runGroup(godwit, groups[kind], load, signal)] as const),
    ...(socketio === undefined
      ? []
      : [['socketio', (load: GroupLoad, signal: AbortSignal) => runSocketioGroup(socketio, ONLINE, load, signal)] as const]),
  ]);
}

async function measure(systems: Systems, { repeats, signal, progress }: BenchContext): Promise<Sample[]> {
  for (const run of systems.values()) await run({ rate: 20, warmupSeconds: 0, seconds: 2 }, signal);
  const samples: Sample[] = [];
  for (let round = 1; round <= repeats; round++)
    for (const rate of RATES)
      for (const [system, run] of round % 2 === 1 ? systems : [...systems].toReversed()) {
        const sample = { system, rate, round, run: await run({ ...LOAD, rate }, signal) };
        samples.push(sample);
        progress(`round ${round}/${repeats}  ${describe(sample)}`);
      }
  return samples;
}

const copyMicros = ({ run }: Sample): number => cpuPerMessage(run) / RECEIVERS;
const p = (percent: number) => (sample: Sample) => sample.run.deliveries.percentileMs(percent);

const describe = (sample: Sample): string =>
  `${sample.system} at ${sample.rate}/s: P50 ${p(50)(sample).toFixed(1)} ms, P99 ${p(99)(sample).toFixed(1)} ms, ${copyMicros(sample).toFixed(1)} µs a copy`;

const of = (samples: readonly Sample[], system: System, rate: number): Sample[] =>
  samples.filter((sample) => sample.system === system && sample.rate === rate && counts(sample.run, RECEIVERS));

function figures(samples: readonly Sample[]): Figure[] {
  const systems = [...new Set(samples.map(({ system }) => system))];
  const per = (name: string, unit: string, value: (sample: Sample) => number): Figure[] =>
    RATES.flatMap((rate) =>
      systems.map((system) => ({
        name,
        unit,
        arm: system === 'socketio' ? ('socketio' as const) : ('godwit' as const),
        column: system,
        at: { 'rate/s': rate },
        runs: of(samples, system, rate).map(value),
      })),
    );
  const tiers = [...new Set(samples.flatMap(({ run }) => Object.keys(run.cpuMicrosPerMessage)))];
  return [
    ...per('delivery latency P50', 'ms', p(50)),
    ...per('delivery latency P99', 'ms', p(99)),
    ...per('server CPU per delivered copy', 'µs', copyMicros),
    ...per('server CPU per delivered copy, divided by that of socketio in the same round', '', (sample) =>
      ratioToSocketio(samples, sample),
    ).filter(({ column, runs }) => column !== 'socketio' && runs.every(Number.isFinite)),
    ...tiers.flatMap((tier) =>
      per(`CPU of ${tier} per message`, 'µs', ({ run }) => run.cpuMicrosPerMessage[tier] ?? NaN).filter(({ runs }) =>
        runs.every(Number.isFinite),
      ),
    ),
  ];
}

/** NaN without a run of it that counts. */
function ratioToSocketio(samples: readonly Sample[], sample: Sample): number {
  const theirs = of(samples, 'socketio', sample.rate).find(({ round }) => round === sample.round);
  return theirs === undefined ? NaN : copyMicros(sample) / copyMicros(theirs);
}

function verdicts(samples: readonly Sample[]): Verdict[] {
  const rate = Math.max(...RATES);
  return KINDS.flatMap((kind) => [
    atMost(MAX_P99_MS, {
      target: 'P6',
      claim: `P99 of a ${kind} of ${ONLINE} online at ${rate}/s`,
      runs: of(samples, kind, rate).map(p(99)),
      unit: 'ms',
    }),
    atMost(
      MAX_COPY_MICROS,
      { target: 'P6', claim: `server CPU per copy in a ${kind} at ${rate}/s`, runs: of(samples, kind, rate).map(copyMicros), unit: 'µs' },
      NEXT_COPY_MICROS,
    ),
  ]);
}

const notes = ({ system, rate, round, run }: Sample): string[] =>
  remarks(run, RECEIVERS).map((why) => `${system} at ${rate}/s in round ${round}: ${why}`);
