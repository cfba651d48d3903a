import { expect, it, vi } from 'vitest';
import { createLogger } from '@godwit/shared/log';
import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { runUpkeep, type UpkeepJob } from './run-upkeep.js';

const log = createLogger({ name: 'test', level: 'silent' });

it('a job that has more goes on after a breath, beside the others; one that failed rests, whatever the others do; the signal ends it', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const clock = new FakeClock();
  const stopping = new AbortController();
  const turns: string[] = [];
  const rows: [string, number][] = [];
  const long: UpkeepJob = {
    name: 'long',
    turn: async () => {
      turns.push('long');
      return { rows: 5, more: turns.filter((name) => name === 'long').length % 3 !== 0 };
    },
  };
  const broken: UpkeepJob = {
    name: 'broken',
    turn: async () => {
      turns.push('broken');
      return Promise.reject(new Error('no connection'));
    },
  };
  const running = runUpkeep({ jobs: [broken, long], clock, log, onRows: (job, n) => rows.push([job, n]) }, stopping.signal);
  expect(turns).toEqual([]);
  for (let i = 0; i < 4; i++) await clock.advance(i === 0 ? 60_000 : 100);
  expect(turns).toEqual(['broken', 'long', 'long', 'long']);
  await clock.advance(59_950);
  expect(turns.slice(4)).toEqual(['broken', 'long']);
  expect(rows).toEqual(Array.from({ length: 4 }, () => ['long', 5]));
  stopping.abort();
  await running;
  await clock.advance(200_000);
  expect(turns).toHaveLength(6);
});
