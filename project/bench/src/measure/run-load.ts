import type { Arm, Load, LoadEvent, LoadProcess } from '../arm.ts';
import { cpuMicros, usedSince } from './cpu-micros.ts';
import { Latencies } from './latencies.ts';
import { whyVoid } from './why-void.ts';

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
  readonly scheduleLag: Latencies | undefined;
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
  const process = await arm.startLoad(load);
  const stop = (): void => void process.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const heard = await listen(arm, process);
    signal.throwIfAborted();
    if (heard.result === undefined || heard.connected === undefined) throw new Error(`the generator of ${arm.name} ended without a result`);
    return assemble(load, { ...heard, result: heard.result, connected: heard.connected }, (await arm.rows()) - rowsBefore);
  } finally {
    signal.removeEventListener('abort', stop);
    await process.stop();
  }
}

interface Heard {
  connected: Extract<LoadEvent, { event: 'connected' }> | undefined;
  measured: Extract<LoadEvent, { event: 'measured' }> | undefined;
  result: Result | undefined;
  cpuMicros: Readonly<Record<string, number>>;
}

async function listen(arm: Arm, process: LoadProcess): Promise<Heard> {
  const heard: Heard = { connected: undefined, measured: undefined, result: undefined, cpuMicros: {} };
  let before: Record<string, number> = {};
  for await (const event of process.events) {
    switch (event.event) {
      case 'connected':
        heard.connected = event;
        break;
      case 'measuring':
        before = cpuMicros(arm.processes());
        break;
      case 'measured':
        heard.cpuMicros = usedSince(before, cpuMicros(arm.processes()));
        heard.measured = event;
        break;
      case 'result':
        heard.result = event;
        break;
    }
  }
  return heard;
}

type Complete = Heard & { readonly connected: NonNullable<Heard['connected']>; readonly result: Result };

function assemble(load: Load, { connected, measured, result, cpuMicros: used }: Complete, rows: number): LoadRun {
  const { deliveryUs, ackUs, ackedInAll, event: _, ...counts } = result;
  const busyShare = measured?.busyShare ?? 0;
  const lag = measured?.scheduleLagUs;
  const scheduleLag = lag === undefined ? undefined : Latencies.merged([lag]);
  const perMessage = (micros: number): number => micros / result.scheduled;
  return {
    ...counts,
    sessions: connected.sessions,
    failedConnects: connected.failed,
    connectSeconds: connected.seconds,
    connects: Latencies.merged([connected.connectUs]),
    deliveries: Latencies.merged([deliveryUs]),
    acks: Latencies.merged([ackUs]),
    scheduleLag,
    cpuMicrosPerMessage: Object.fromEntries(Object.entries(used).map(([name, micros]) => [name, perMessage(micros)])),
    generatorMicrosPerMessage: perMessage(busyShare * load.seconds * (load.generators ?? 1) * 1e6),
    voids: whyVoid({ busyShare, scheduleLag }),
    wrongs: wrongs(result, ackedInAll ?? result.acked, rows),
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
