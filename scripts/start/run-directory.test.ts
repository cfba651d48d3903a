import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processStartTime, RunDirectory } from './run-directory.ts';

let dir: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'godwit-run-'));
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dir, { recursive: true });
});

async function sleeper(): Promise<ChildProcess & { pid: number }> {
  const child = spawn('sleep', ['600']);
  children.push(child);
  await once(child, 'spawn');
  return child as ChildProcess & { pid: number };
}

describe('the run directory', () => {
  it('lets the next start end what a killed one left behind', async () => {
    const left = await sleeper();
    const ended = once(left, 'exit');
    new RunDirectory(dir).record('logic-1', left.pid);
    expect(await new RunDirectory(dir).claim()).toEqual(['logic-1']);
    expect((await ended)[1]).toBe('SIGTERM');
    expect(readdirSync(dir)).toEqual(['supervisor.json']);
  });

  it('never ends a process that merely has the recorded number', async () => {
    const stranger = await sleeper();
    new RunDirectory(dir).record('logic-1', stranger.pid);
    const record = join(dir, 'logic-1.json');
    const genuine = JSON.parse(readFileSync(record, 'utf8')) as Record<string, unknown>;
    writeFileSync(record, JSON.stringify({ ...genuine, startTime: '1' }));
    writeFileSync(join(dir, 'logic-2.json'), JSON.stringify({ ...genuine, name: 'logic-2', boot: 'another' }));
    expect(await new RunDirectory(dir).claim()).toEqual([]);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  });

  it('survives files that are empty or no JSON', async () => {
    writeFileSync(join(dir, 'a.json'), '');
    writeFileSync(join(dir, 'b.json'), '{"pid":');
    expect(await new RunDirectory(dir).claim()).toEqual([]);
    expect(readdirSync(dir)).toEqual(['supervisor.json']);
  });

  it('refuses while another start is alive, and names it', async () => {
    const other = await sleeper();
    new RunDirectory(dir).record('supervisor', other.pid);
    await expect(new RunDirectory(dir).claim(0)).rejects.toThrow(`Godwit already runs on this data directory (process ${other.pid})`);
    expect(other.exitCode ?? other.signalCode).toBeNull();
  });

  it('keeps addresses, which hold passwords, from other users', async () => {
    const child = await sleeper();
    new RunDirectory(dir).record('redis', child.pid, 'redis://:secret@127.0.0.1:1');
    expect(statSync(join(dir, 'redis.json')).mode & 0o077).toBe(0);
  });
});

describe('the start time of a process', () => {
  it('is stable while it lives and undefined afterwards', async () => {
    const child = await sleeper();
    const time = processStartTime(child.pid);
    expect(time).toMatch(/^\d+$/);
    expect(processStartTime(child.pid)).toBe(time);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(processStartTime(child.pid)).toBeUndefined();
  });
});
