import { describe, expect, it } from 'vitest';
import { keepRunning, restartDelayMs, type Running } from './keep-running.ts';

class FakeProcess implements Running {
  readonly pid = 1;
  readonly exited: Promise<number>;
  private readonly exit: (code: number) => void;
  stops = 0;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.exited = promise;
    this.exit = resolve;
  }

  crash(): void {
    this.exit(1);
  }

  async stop(): Promise<void> {
    this.stops++;
    this.exit(0);
  }
}

function keeper(start: () => Promise<FakeProcess>) {
  const said: string[] = [];
  const up: FakeProcess[] = [];
  const waiting: ((process: FakeProcess) => void)[] = [];
  const onUp = (process: FakeProcess): void => {
    up.push(process);
    waiting.shift()?.(process);
  };
  const nextUp = (): Promise<FakeProcess> => new Promise((resolve) => waiting.push(resolve));
  return {
    said,
    up,
    nextUp,
    keeping: keepRunning({ name: 'logic-1', start, onUp, onDown: () => said.push('down'), say: (line) => said.push(line) }),
  };
}

describe('[C26] a kept process', () => {
  it('is started again when it ends', async () => {
    const { keeping, nextUp, said } = keeper(async () => new FakeProcess());
    const kept = await keeping;
    const again = nextUp();
    kept.first.crash();
    expect(await again).not.toBe(kept.first);
    expect(said).toEqual(['down', 'logic-1 ended with 1', 'logic-1 runs again']);
    await kept.stop();
  });

  it('is stopped once, and not started again', async () => {
    const { keeping, up } = keeper(async () => new FakeProcess());
    const kept = await keeping;
    await kept.stop();
    expect(kept.first.stops).toBe(1);
    expect(up).toEqual([kept.first]);
  });

  it('is stopped even when the stop comes while it is being started again', async () => {
    const gate = Promise.withResolvers<FakeProcess>();
    const restarting = Promise.withResolvers<true>();
    let starts = 0;
    const { keeping } = keeper(async () => {
      if (++starts === 1) return new FakeProcess();
      restarting.resolve(true);
      return gate.promise;
    });
    const kept = await keeping;
    kept.first.crash();
    await restarting.promise;
    const stopped = kept.stop();
    const late = new FakeProcess();
    gate.resolve(late);
    await stopped;
    expect(late.stops).toBe(1);
  });

  it('that cannot be started the first time is an error of the start', async () => {
    await expect(keeper(() => Promise.reject(new Error('no'))).keeping).rejects.toThrow('no');
  });

  it('waits 0.5 s, then twice as long each time, at most 30 s', () => {
    expect([1, 2, 3, 7, 8, 50].map(restartDelayMs)).toEqual([500, 1_000, 2_000, 30_000, 30_000, 30_000]);
  });
});
