import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { LogFile } from './log-file.ts';

const dir = mkdtempSync(join(tmpdir(), 'godwit-log-'));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const MEBIBYTE = 1 << 20;
const line = 'x'.repeat(MEBIBYTE - 1);

it('[O17] keeps two generations of 16 MiB, and goes on when it cannot begin a new one', () => {
  const path = join(dir, 'tier.log');
  const file = new LogFile(path);
  for (let i = 0; i < 40; i += 1) file.write(line);
  expect(statSync(path).size + statSync(`${path}.1`).size).toBeLessThan(36 * MEBIBYTE);

  // nothing can be renamed to a directory that is not empty
  rmSync(`${path}.1`);
  mkdirSync(join(`${path}.1`, 'in the way'), { recursive: true });
  for (let i = 0; i < 40; i += 1) file.write(line);
  expect(statSync(path).size).toBeLessThan(18 * MEBIBYTE);

  rmSync(`${path}.1`, { recursive: true });
  file.write('after all');
  expect(readFileSync(path, 'utf8')).toBe('after all\n');
});
