import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Arm, Load, LoadEvent } from '../arm.ts';
import { Latencies } from './latencies.ts';
import { runLoad } from './run-load.ts';

const LOAD: Load = { pairs: 1, rate: 10, warmupSeconds: 1, seconds: 10, bodyBytes: 1, connectsAtOnce: 1 };
const NO_LATENCIES = new Latencies().encoded();

type Result = Extract<LoadEvent, { event: 'result' }>;
const GOOD: Result = {
  event: 'result',
  scheduled: 100,
  acked: 100,
  ackedInAll: 110,
  delivered: 100,
  doubled: 0,
  disordered: 0,
  refused: 0,
  deliveryUs: NO_LATENCIES,
  ackUs: NO_LATENCIES,
};

interface Script {
  readonly result?: Partial<Result>;
  readonly newRows?: number;
  readonly busyShare?: number;
  readonly without?: LoadEvent['event'];
}

/** An arm whose generator says what it is told to; its server is this process. */
function arm({ result, newRows = 110, busyShare = 0.5, without }: Script = {}): Arm & { stopped: number } {
  const events: LoadEvent[] = [
    { event: 'connected', sessions: 2, failed: 1, seconds: 0.5, connectUs: NO_LATENCIES },
    { event: 'measuring' },
    { event: 'measured', busyShare, scheduleLagUs: NO_LATENCIES },
    { ...GOOD, ...result },
  ];
  const rows = [1000, 1000 + newRows];
  return {
    name: 'godwit',
    stopped: 0,
    processes: () => ({ server: process.pid }),
    prepare: () => Promise.resolve(),
    rows: () => Promise.resolve(rows.shift() ?? NaN),
    close: () => Promise.resolve(),
    async startLoad() {
      const stop = async (): Promise<void> => void (this.stopped += 1);
      return { pid: 0, events: told(events.filter(({ event }) => event !== without)), stop };
    },
  };
}

async function* told(events: readonly LoadEvent[]): AsyncGenerator<LoadEvent> {
  for (const event of events) {
    await sleep(1);
    yield event;
  }
}

const signal = new AbortController().signal;

describe('runLoad', () => {
  it('finds nothing wrong with a run in which every acked message was delivered once and is a row', async () => {
    expect(await runLoad(arm(), LOAD, signal)).toMatchObject({ wrongs: [], voids: [], sessions: 2, failedConnects: 1, scheduled: 100 });
  });

  it.each([
    [{ result: { delivered: 99 } }, '1 acked messages were not delivered'],
    [{ result: { doubled: 2 } }, '2 deliveries were doubled'],
    [{ result: { disordered: 3 } }, '3 deliveries came in disorder'],
    [{ newRows: 106 }, '4 acked messages are not in PostgreSQL'],
  ])('names the broken promise of %j', async (script, wrong) => {
    expect((await runLoad(arm(script), LOAD, signal)).wrongs).toEqual([wrong]);
  });

  it('does not call a message wrong that was refused', async () => {
    expect((await runLoad(arm({ result: { acked: 90, delivered: 90, refused: 10 } }), LOAD, signal)).wrongs).toEqual([]);
  });

  it('voids the run of a saturated generator', async () => {
    expect((await runLoad(arm({ busyShare: 0.95 }), LOAD, signal)).voids).toHaveLength(1);
  });

  it('shares the CPU of the generators among the messages', async () => {
    expect((await runLoad(arm(), { ...LOAD, generators: 2 }, signal)).generatorMicrosPerMessage).toBeCloseTo(100_000);
  });

  it.each(['measured', 'result'] as const)('fails when the generator ends without its %s', async (without) => {
    const broken = arm({ without });
    await expect(runLoad(broken, LOAD, signal)).rejects.toThrow('ended without a result');
    expect(broken.stopped).toBe(1);
  });

  it('stops the generator when it is interrupted', async () => {
    const controller = new AbortController();
    const interrupted = arm();
    const run = runLoad(interrupted, LOAD, controller.signal);
    await sleep(2);
    controller.abort(new Error('interrupted'));
    await run.catch(() => undefined);
    expect(interrupted.stopped).toBeGreaterThan(0);
  });
});
