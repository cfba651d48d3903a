import { expect, it } from 'vitest';
import type { Tier } from '../tiers.ts';
import { TierWatch } from './tier-watch.ts';

interface FakeTier {
  readonly tier: Tier;
  end(code: number): Promise<void>;
}

function fakeTier(): FakeTier {
  const { promise: exited, resolve } = Promise.withResolvers<number>();
  return {
    tier: { name: 'logic', pid: 42, ports: {}, exited, kill: () => undefined, stop: (): Promise<number> => exited },
    end: async (code): Promise<void> => {
      resolve(code);
      await exited;
    },
  };
}

it.each([
  ['stopped', (tier) => void tier.stop(), 0],
  ['killed', (tier) => tier.kill('SIGKILL'), 0],
  ['paused', (tier) => tier.kill('SIGSTOP'), 1],
  ['left alone', () => undefined, 1],
] satisfies [string, (tier: Tier) => void, number][])('[O1] the end of a process that was %s', async (_, act, unexpected) => {
  const watch = new TierWatch();
  const fake = fakeTier();
  act(watch.watch('logic-1', fake.tier));
  await fake.end(1);
  expect(watch.exits).toHaveLength(unexpected);
});

it.each([
  ['{"level":"fatal","msg":"unhandled failure"}', 1],
  ['error: Uncaught (in promise) Error: boom', 1],
  ["node:events:505 throw er; // Unhandled 'error' event", 1],
  ["thread 'main' panicked at src/x.rs", 1],
  ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory', 1],
  ['{"level":"error","msg":"could not reach NATS"}', 0],
])('[O1] %s', (line, found) => {
  const watch = new TierWatch();
  watch.line('access-1', line);
  expect(watch.unhandled).toHaveLength(found);
});
