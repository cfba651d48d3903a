import { describe, expect, it } from 'vitest';
import { Gate } from './gate.js';
import { Gather, Overloaded } from './gather.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('gathered calls', () => {
  it('go together when they came while the previous ones were under way, and get their own answers', async () => {
    const batches: number[][] = [];
    const gather = new Gather<number, number>({
      maxBatch: 3,
      maxWaiting: 10,
      run: async (items) => {
        batches.push([...items]);
        await turn();
        return items.map((n) => n * 2);
      },
    });
    const answers = await Promise.all([1, 2, 3, 4, 5].map((n) => gather.submit(n)));
    expect(answers).toEqual([2, 4, 6, 8, 10]);
    expect(batches).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('all fail with their batch, and the next batch goes on', async () => {
    const gather = new Gather<number, number>({
      maxBatch: 2,
      maxWaiting: 10,
      run: async (items) => {
        await turn();
        if (items.includes(2)) throw new Error('refused');
        return items;
      },
    });
    const settled = await Promise.allSettled([1, 2, 3, 4].map((n) => gather.submit(n)));
    expect(settled.map((s) => s.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  });

  it('[C18] are refused when too many wait', async () => {
    const gather = new Gather<number, number>({ maxBatch: 1, maxWaiting: 2, run: () => new Promise(() => undefined) });
    for (const n of [1, 2, 3]) void gather.submit(n);
    await expect(gather.submit(4)).rejects.toBeInstanceOf(Overloaded);
  });
});

describe('a gate', () => {
  it('admits a few at a time, in order, also after failures, and refuses when too many wait', async () => {
    const gate = new Gate({ maxRunning: 2, maxWaiting: 2 });
    const started: number[] = [];
    const end: (() => void)[] = [];
    const work = (n: number): Promise<number> =>
      gate.run('a', () => {
        started.push(n);
        return new Promise((resolve, reject) =>
          end.push(() => {
            if (n === 1) reject(new Error('failed'));
            else resolve(n);
          }),
        );
      });
    const all = [1, 2, 3, 4].map(work);
    const settled = Promise.allSettled(all);
    await expect(work(5)).rejects.toBeInstanceOf(Overloaded);
    expect([started, gate.waiting]).toEqual([[1, 2], 2]);
    for (let i = 0; i < 4; i++) {
      end[i]!();
      await turn();
    }
    expect((await settled).map((s) => s.status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
    expect([started, gate.waiting]).toEqual([[1, 2, 3, 4], 0]);
    expect(await gate.run('a', () => Promise.resolve(9))).toBe(9);
  });

  it('[C18] lets those who wait take turns, so that one who asks for much holds nobody up', async () => {
    const gate = new Gate({ maxRunning: 1, maxWaiting: 10 });
    const started: string[] = [];
    const work = (name: string): Promise<void> =>
      gate.run(name[0]!, () => {
        started.push(name);
        return turn();
      });
    await Promise.all(['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'b2'].map(work));
    expect(started).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4']);
  });
});
