import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPostgresData, openDataDirectory } from './data-directory.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'godwit-data-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('a data directory', () => {
  it('that is a file is refused', () => {
    writeFileSync(join(root, 'file'), '');
    expect(() => openDataDirectory(join(root, 'file'))).toThrow(/is not a directory/);
  });

  it('is made when it is missing', () => {
    expect(openDataDirectory(join(root, 'a/b')).postgres).toBe(join(root, 'a/b/postgres'));
  });
});

describe('PostgreSQL data', () => {
  const data = (files: Record<string, string>): string => {
    const dir = join(root, 'postgres');
    mkdirSync(dir);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
    return dir;
  };
  const check =
    (dir: string, password = join(root, 'password')) =>
    () =>
      checkPostgresData(dir, password);

  it('that is not there yet, or an empty directory, is fine', () => {
    expect(check(join(root, 'postgres'))).not.toThrow();
    expect(check(data({}))).not.toThrow();
  });

  it('without PG_VERSION is damaged; the error says how to go on', () => {
    expect(check(data({ 'postgresql.conf': '' }))).toThrow(/PG_VERSION is missing\. Restore .* from a backup; or, .* move it away/);
  });

  it('of another version is refused', () => {
    expect(check(data({ PG_VERSION: '15\n' }))).toThrow(/written by PostgreSQL 15, this is 18/);
  });

  it('whose password is lost is refused', () => {
    expect(check(data({ PG_VERSION: '18\n' }))).toThrow(/password is missing/);
  });
});
