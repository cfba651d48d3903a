import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { cpuMicros } from './cpu-micros.ts';
import { pssBytes } from './pss-bytes.ts';

const BUSY_MS = 200;
const burn = `const end = process.cpuUsage().user + ${BUSY_MS * 1000}; while (process.cpuUsage().user < end);`;
/** Prints once its child has used CPU and ended, then waits for its input to end. */
const PARENT = `
  require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(burn)}]).on('exit', () => console.log('ended'));
  process.stdin.resume();`;

describe('cpuMicros', () => {
  it('keeps the CPU of a child that has ended', async () => {
    const parent = spawn(process.execPath, ['-e', PARENT], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(parent.stdout, 'data');
    const { tree = 0, nobody } = cpuMicros({ tree: parent.pid ?? 0, nobody: 0x7fff_fffe });
    const { tree: bytes = 0 } = pssBytes({ tree: parent.pid ?? 0 });
    parent.stdin.end();
    await once(parent, 'exit');
    expect(tree).toBeGreaterThan(BUSY_MS * 1000);
    expect(nobody).toBe(0);
    expect(bytes).toBeGreaterThan(1e6);
  });
});
