import type { Arm } from '../../arm.ts';
import { Latencies } from '../../measure/latencies.ts';
import { cpuMicros, usedSince } from '../../measure/cpu-micros.ts';
import type { BenchContext } from '../../scenario.ts';
import { droppedUdpPackets } from './dropped-udp-packets.ts';

/** Not the name of a tier. */
const GENERATOR = '(generator)';

/** Sessions that were opened and signed in, `atOnce` at a time. */
export interface Connects {
  readonly perSecond: number;
  /** From the first attempt until the session is signed in. */
  readonly times: Latencies;
  readonly failedAttempts: number;
  /** UDP packets of the machine that met a full buffer. */
  readonly dropped: number;
  readonly serverMicrosEach: number;
  readonly generatorMicrosEach: number;
}

export async function connect(arm: Arm, sessions: number, atOnce: number, { signal }: Pick<BenchContext, 'signal'>): Promise<Connects> {
  signal.throwIfAborted();
  const pairs = sessions / 2;
  await arm.prepare(pairs);
  const droppedBefore = droppedUdpPackets();
  const load = await arm.startLoad({ pairs, rate: 0, warmupSeconds: 0, seconds: 0, bodyBytes: 0, connectsAtOnce: atOnce });
  const roots = (): Record<string, number> => ({ ...arm.processes(), [GENERATOR]: load.pid });
  const before = cpuMicros(roots());
  try {
    for await (const event of load.events) {
      if (event.event !== 'connected') continue;
      if (event.sessions !== sessions) throw new Error(`${event.sessions} of ${sessions} sessions were opened`);
      const { [GENERATOR]: generator = 0, ...servers } = usedSince(before, cpuMicros(roots()));
      return {
        perSecond: event.sessions / event.seconds,
        times: Latencies.merged([event.connectUs]),
        failedAttempts: event.failed,
        dropped: droppedUdpPackets() - droppedBefore,
        serverMicrosEach: Object.values(servers).reduce((sum, micros) => sum + micros, 0) / sessions,
        generatorMicrosEach: generator / sessions,
      };
    }
    throw new Error(`the generator of ${arm.name} ended before it was connected`);
  } finally {
    await load.stop();
  }
}
