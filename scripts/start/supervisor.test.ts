import { expect, it } from 'vitest';
import type { Running } from './keep-running.ts';
import type { RunDirectory } from './run-directory.ts';
import { Supervisor } from './supervisor.ts';

it('[O17] a process whose start cannot be noted runs all the same', async () => {
  const said: string[] = [];
  const runDirectory = {
    record: () => {
      throw new Error('ENOSPC: no space left on device');
    },
    forget: () => undefined,
    release: () => undefined,
  } as unknown as RunDirectory;
  const supervisor = new Supervisor({ runDirectory, logDir: '', say: (text) => said.push(text) });
  const end = Promise.withResolvers<number>();
  const running: Running = { pid: 42, exited: end.promise, stop: async () => end.resolve(0) };
  expect(await supervisor.keep('logic', 'logic-1', async () => running)).toBe(running);
  await supervisor.stop();
  expect(said).toEqual(['logic-1 runs as process 42, which could not be noted: ENOSPC: no space left on device']);
});
