import type { Arm, Load, LoadEvent, LoadProcess } from '../arm.ts';
import { cpuMicros, usedSince } from './cpu-micros.ts';
import { Latencies } from './latencies.ts';
import { whyVoid } from './why-void.ts';

type Connected = Extract<LoadEvent, { event: 'connected' }>;
type Measured = Extract<LoadEvent, { event: 'measured' }>;
type Result = Extract<LoadEvent, { event: 'result' }>;

/** One run of an arm at one rate. Counts are of the measured messages, the warm-up aside. */
export interface LoadRun extends Omit<Result, 'event' | 'deliveryUs' | 'ackUs' | 'ackedInAll'> {
  readonly sessions: number;
  readonly failedConnects: number;
  readonly connectSeconds: number;
  readonly connects: Latencies;
  /** From the scheduled time. */
  readonly deliveries: Latencies;
  readonly acks: Latencies;
  readonly scheduleLag: Latencies;
  /** CPU of each server process while it was measured, per scheduled message. */
  readonly cpuMicrosPerMessage: Readonly<Record<string, number>>;
  readonly generatorMicrosPerMessage: number;
  /** Why the run proves nothing; empty = it counts. */
  readonly voids: readonly string[];
  /** Broken promises: acked and not delivered, delivered twice or in disorder, acked and not in PostgreSQL. */
  readonly wrongs: readonly string[];
}

/** Runs a load with a rate to its end. Throws when the generator fails or the signal aborts. */
export async function runLoad(arm: Arm, load: Load, signal: AbortSignal): Promise<LoadRun> {
  const rowsBefore = await arm.rows();
  signal.throwIfAborted();
  const generator = await arm.startLoad(load);
  const stop = (): void => void generator.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const heard = await listen(arm, generator);
    return assemble(load, heard, (await arm.rows()) - rowsBefore);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await generator.stop();
  }
}

interface Heard {
  readonly connected: Connected;
  readonly measured: Measured;
  readonly cpuMicros: Readonly<Record<string, number>>;
  readonly result: Result;
}

/** CPU is that of the time between `measuring` and `measured`: connects, warm-up and drain are outside. */
async function listen(arm: Arm, generator: LoadProcess): Promise<Heard> {
  const heard: Partial<{ -readonly [K in keyof Heard]: Heard[K] }> = {};
  let before: Record<string, number> = {};
  for await (const event of generator.events) {
    if (event.event === 'measuring') before = cpuMicros(arm.processes());
    if (event.event === 'measured') heard.cpuMicros = usedSince(before, cpuMicros(arm.processes()));
    if (event.event === 'connected') heard.connected = event;
    if (event.event === 'measured') heard.measured = event;
    if (event.event === 'result') heard.result = event;
  }
  const { connected, measured, result } = heard;
  if (connected === undefined || measured === undefined || result === undefined)
    throw new Error(`the generator of ${arm.name} ended without a result`);
  return { connected, measured, cpuMicros: heard.cpuMicros ?? {}, result };
}

function assemble(load: Load, { connected, measured, cpuMicros: servers, result }: Heard, rows: number): LoadRun {
  const { event: _, deliveryUs, ackUs, ackedInAll, ...counts } = result;
  const { busyShare, scheduleLagUs } = measured;
  const scheduleLag = Latencies.merged([scheduleLagUs]);
  const deliveries = Latencies.merged([deliveryUs]);
  const generatorMicros = busyShare * load.seconds * (load.generators ?? 1) * 1e6;
  return {
    ...counts,
    sessions: connected.sessions,
    failedConnects: connected.failed,
    connectSeconds: connected.seconds,
    connects: Latencies.merged([connected.connectUs]),
    deliveries,
    acks: Latencies.merged([ackUs]),
    scheduleLag,
    cpuMicrosPerMessage: Object.fromEntries(Object.entries(servers).map(([name, micros]) => [name, micros / result.scheduled])),
    generatorMicrosPerMessage: generatorMicros / result.scheduled,
    voids: whyVoid({ busyShare, scheduleLag, deliveries }),
    wrongs: wrongs(result, ackedInAll, rows),
  };
}

function wrongs({ acked, delivered, doubled, disordered }: Result, ackedInAll: number, rows: number): string[] {
  return [
    ...(acked > delivered ? [`${acked - delivered} acked messages were not delivered`] : []),
    ...(doubled > 0 ? [`${doubled} deliveries were doubled`] : []),
    ...(disordered > 0 ? [`${disordered} deliveries came in disorder`] : []),
    ...(rows < ackedInAll ? [`${ackedInAll - rows} acked messages are not in PostgreSQL`] : []),
  ];
}
