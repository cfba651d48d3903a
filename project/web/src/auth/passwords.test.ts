import { readdirSync, readFileSync } from 'node:fs';
import { createMetrics } from '@godwit/shared/metrics';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPasswords, type Passwords } from './passwords.js';

let passwords: Passwords;
beforeAll(() => {
  passwords = createPasswords({ workers: 0, metrics: createMetrics('web') });
});
afterAll(() => passwords.close());

/** Niceness of each thread of this process (proc(5), field 19 of stat; the name, field 2, may hold spaces). */
const niceness = (): number[] =>
  readdirSync('/proc/self/task').map((thread) => {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
  });

it('[S8] a password matches its own hash only, and nobody’s matches nothing', async () => {
  const hash = await passwords.hash('correct horse');
  expect(await passwords.verify('correct horse', hash)).toBe(true);
  expect(await passwords.verify('correct horsf', hash)).toBe(false);
  expect(await passwords.verify('correct horse', undefined)).toBe(false);
});

it('[S9] a text over 72 bytes is never the password, though bcrypt would not look further', async () => {
  const hash = await passwords.hash('x'.repeat(72));
  expect(await passwords.verify('x'.repeat(73), hash)).toBe(false);
});

it.runIf(process.platform === 'linux')('[P8] the threads that hash give way to all others of the process', async () => {
  await passwords.hash('anything');
  const all = niceness();
  expect(all.filter((nice) => nice === 5).length).toBeGreaterThan(0);
  expect(all.filter((nice) => nice < 5).length).toBeGreaterThan(0);
});
