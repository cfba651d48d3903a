import { describe, expect, it } from 'vitest';
import type { Lane } from '../transport.js';
import { FlushTurn } from './flush-turn.js';
import { MAX_QUEUED_BYTES, MAX_QUEUED_FRAMES, SendBudget } from './send-budget.js';
import { SendQueue } from './send-queue.js';

/** A peer that takes a write when the test says so. */
class SlowLane implements Lane {
  readonly writes: number[][] = [];
  #take: (error?: Error) => void = () => undefined;
  read(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
  write(frames: readonly Uint8Array[]): Promise<void> {
    this.writes.push(frames.map((frame) => frame[0]!));
    return new Promise((resolve, reject) => {
      this.#take = (error) => {
        if (error === undefined) resolve();
        else reject(error);
      };
    });
  }
  async take(error?: Error): Promise<void> {
    this.#take(error);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const turnEnd = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function queueOf(lane: Lane): {
  queue: SendQueue;
  totals: { frames: number; bytes: number };
  written: [ms: number, frames: number][];
  failed: () => number;
} {
  const totals = { frames: 0, bytes: 0 };
  const written: [ms: number, frames: number][] = [];
  let failures = 0;
  let nowMs = 0;
  const queue = new SendQueue({
    lane,
    budget: new SendBudget(totals),
    turn: new FlushTurn(),
    now: () => (nowMs += 7),
    onWritten: (...taken) => {
      written.push(taken);
    },
    onFailed: () => {
      failures++;
    },
  });
  return { queue, totals, written, failed: () => failures };
}

const frame = (n: number): Uint8Array => Uint8Array.of(n, 0, 0);

describe('the send queue', () => {
  it('all frames of a turn leave in one write', async () => {
    const lane = new SlowLane();
    const { queue } = queueOf(lane);
    for (const n of [1, 2, 3]) queue.push(frame(n));
    expect(lane.writes).toEqual([]);
    await turnEnd();
    expect(lane.writes).toEqual([[1, 2, 3]]);
  });

  it('[C19] the next write starts when the last was taken, with everything that came meanwhile', async () => {
    const lane = new SlowLane();
    const { queue, totals, written } = queueOf(lane);
    queue.push(frame(1));
    await turnEnd();
    queue.push(frame(2));
    await turnEnd();
    queue.push(frame(3));
    await turnEnd();
    expect(lane.writes).toEqual([[1]]);
    expect(queue.writingSince).toBe(7);
    await lane.take();
    expect(lane.writes).toEqual([[1], [2, 3]]);
    await lane.take();
    expect(queue.writingSince).toBeUndefined();
    expect(totals).toEqual({ frames: 0, bytes: 0 });
    expect(written).toEqual([
      [7, 1],
      [7, 2],
    ]);
  });

  it('[F-9] [C18] the frame over the count or the byte limit is refused', async () => {
    const many = queueOf(new SlowLane());
    for (let i = 0; i < MAX_QUEUED_FRAMES; i++) expect(many.queue.push(frame(i))).toBe(true);
    expect(many.queue.push(frame(0))).toBe(false);
    const large = queueOf(new SlowLane());
    expect(large.queue.push(new Uint8Array(MAX_QUEUED_BYTES))).toBe(true);
    await turnEnd();
    expect(large.queue.push(frame(0))).toBe(false);
    expect(large.totals).toEqual({ frames: 1, bytes: MAX_QUEUED_BYTES });
  });

  it('a frame that must wait does not keep the memory around it alive', async () => {
    const lane = new SlowLane();
    const { queue } = queueOf(lane);
    queue.push(frame(1));
    await turnEnd();
    const chunk = new Uint8Array(65_536).fill(2);
    queue.push(chunk.subarray(0, 100));
    chunk.fill(9);
    await lane.take();
    expect(lane.writes[1]).toEqual([2]);
  });

  it('the last frame of a slow consumer takes the place of what waits', async () => {
    const lane = new SlowLane();
    const { queue, totals } = queueOf(lane);
    queue.push(frame(1));
    await turnEnd();
    for (let i = 0; i < 255; i++) queue.push(frame(2));
    queue.pushLast(frame(3), true);
    await lane.take();
    expect(lane.writes).toEqual([[1], [3]]);
    await lane.take();
    expect(totals).toEqual({ frames: 0, bytes: 0 });
  });

  it('a write that fails empties the queue and is told once', async () => {
    const lane = new SlowLane();
    const { queue, totals, failed } = queueOf(lane);
    queue.push(frame(1));
    await turnEnd();
    queue.push(frame(2));
    await lane.take(new Error('gone'));
    expect(failed()).toBe(1);
    expect(totals).toEqual({ frames: 0, bytes: 0 });
    expect(lane.writes).toEqual([[1]]);
  });
});
