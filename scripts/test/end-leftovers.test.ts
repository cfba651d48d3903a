import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { endLeftovers } from './end-leftovers.ts';

it('ends what carries the mark of this run, and nothing else', async () => {
  const ours = spawn('sleep', ['600'], { env: { ...process.env, TMPDIR: '/tmp/godwit-mark-1' } });
  const others = spawn('sleep', ['601'], { env: { ...process.env, TMPDIR: '/tmp/godwit-mark-12' } });
  await Promise.all([once(ours, 'spawn'), once(others, 'spawn')]);
  const ended = once(ours, 'exit');
  expect(endLeftovers('/tmp/godwit-mark-1')).toEqual(['sleep 600']);
  expect((await ended)[1]).toBe('SIGKILL');
  expect(others.exitCode ?? others.signalCode).toBeNull();
  others.kill('SIGKILL');
});
