import { describe, expect, it } from 'vitest';
import { AccountGate } from './account-gate.js';

/** Work that ends when it is told to. */
function manual() {
  const releases: (() => void)[] = [];
  let active = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++active);
    await new Promise<void>((resolve) => releases.push(resolve));
    active--;
  };
  return { work, releases, active: () => active, most: () => most };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('[S7] password checks of one account', () => {
  it('run two at a time, in order, and leave nothing behind', async () => {
    const gate = new AccountGate();
    const { work, releases, most } = manual();
    const all = Promise.all(Array.from({ length: 7 }, () => gate.run('a', work)));
    for (let done = 0; done < 7; done++) {
      await turn();
      releases.shift()?.();
    }
    await all;
    expect(most()).toBe(2);
  });

  it('do not wait for those of another account', async () => {
    const gate = new AccountGate();
    const { work, active, releases } = manual();
    const all = ['a', 'a', 'b', 'b'].map((account) => gate.run(account, work));
    await turn();
    expect(active()).toBe(4);
    for (const release of releases) release();
    await Promise.all(all);
  });

  it('go on after one that failed', async () => {
    const gate = new AccountGate();
    const fail = () => gate.run('a', () => Promise.reject(new Error('broken')));
    expect((await Promise.allSettled([fail(), fail(), fail()])).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await gate.run('a', async () => 'next')).toBe('next');
  });

  it('[C18] are refused beyond 64 that wait', async () => {
    const gate = new AccountGate();
    const { work, releases } = manual();
    const admitted = Array.from({ length: 66 }, () => gate.run('a', work));
    await expect(gate.run('a', work)).rejects.toMatchObject({ failure: 'OVERLOADED' });
    for (let done = 0; done < 66; done++) {
      await turn();
      releases.shift()?.();
    }
    await Promise.all(admitted);
  });
});
