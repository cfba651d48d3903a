import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourceStamp } from './source-stamp.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'godwit-stamp-'));
  mkdirSync(join(root, 'project/a/src'), { recursive: true });
  write('project/a/src/main.ts', 'one');
});

afterEach(() => rmSync(root, { recursive: true }));

const write = (path: string, text: string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};
const stamp = (): string => sourceStamp(root, ['project', 'package-lock.json']);

describe('the stamp of the sources', () => {
  it.each([
    ['project/a/src/main.ts', 'two'],
    ['project/a/src/new.ts', ''],
    ['package-lock.json', '{}'],
  ])('changes with %s', (path, text) => {
    const before = stamp();
    write(path, text);
    expect(stamp()).not.toBe(before);
  });

  it('changes when a file is renamed', () => {
    const before = stamp();
    rmSync(join(root, 'project/a/src/main.ts'));
    write('project/a/src/other.ts', 'one');
    expect(stamp()).not.toBe(before);
  });

  it('ignores times, tests and what the build itself writes', () => {
    const before = stamp();
    utimesSync(join(root, 'project/a/src/main.ts'), 1, 1);
    write('project/a/dist/main.js', 'built');
    write('project/a/node_modules/x/index.js', 'x');
    write('project/a/src/main.test.ts', 'test');
    expect(stamp()).toBe(before);
  });
});
