import { describe, expect, it } from 'vitest';
import { createLogger } from '@godwit/shared/log';
import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { Breaker } from './breaker.js';
import { DependencyError } from './dependency-error.js';

class Broken extends Error {}

function setUp() {
  const clock = new FakeClock();
  const breaker = new Breaker({
    dependency: 'x',
    clock,
    log: createLogger({ name: 'test', level: 'silent' }),
    isFailure: (error) => error instanceof Broken,
  });
  let calls = 0;
  const run = (outcome: 'answer' | Error) =>
    breaker
      .run(async () => {
        calls++;
        if (outcome !== 'answer') throw outcome;
      })
      .then(
        () => 'answered',
        (error: unknown) => (error instanceof DependencyError ? 'refused' : 'failed'),
      );
  return { clock, run, calls: () => calls };
}

const many = async (times: number, call: () => Promise<string>): Promise<string[]> => {
  const results = [];
  for (let i = 0; i < times; i++) results.push(await call());
  return results;
};

describe('[O14] a breaker', () => {
  it('refuses without a call after five failures in a row', async () => {
    const { run, calls } = setUp();
    expect(await many(7, () => run(new Broken()))).toEqual(['failed', 'failed', 'failed', 'failed', 'failed', 'refused', 'refused']);
    expect(calls()).toBe(5);
  });

  it('does not open when an answer comes in between, or for errors that are an answer', async () => {
    const { run } = setUp();
    await many(4, () => run(new Broken()));
    await run('answer');
    await many(4, () => run(new Broken()));
    expect(await many(9, () => run(new Error('a bug')))).not.toContain('refused');
  });

  it('lets one call through after a second; its answer closes, its failure opens again', async () => {
    const { clock, run } = setUp();
    await many(5, () => run(new Broken()));
    await clock.advance(1_000);
    expect(await many(2, () => run(new Broken()))).toEqual(['failed', 'refused']);
    await clock.advance(1_000);
    expect(await many(2, () => run('answer'))).toEqual(['answered', 'answered']);
  });

  it('lets no second call through while the first one is on its way', async () => {
    const { clock, run } = setUp();
    await many(5, () => run(new Broken()));
    await clock.advance(1_000);
    expect(await Promise.all([run('answer'), run('answer')])).toEqual(['answered', 'refused']);
  });
});
