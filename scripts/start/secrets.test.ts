import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureSecrets } from './secrets.ts';

let dir: string;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'godwit-secrets-')), 'secrets');
});
afterEach(() => rmSync(join(dir, '..'), { recursive: true }));

describe('secrets', () => {
  it('are made once and kept', () => {
    expect(ensureSecrets(dir)).toEqual(ensureSecrets(dir));
  });

  it('differ from each other and between installations', () => {
    const all = (secrets: ReturnType<typeof ensureSecrets>): string[] => [
      secrets.redisPassword,
      secrets.databasePassword,
      ...Object.values(secrets.natsPasswords),
    ];
    const values = [...all(ensureSecrets(dir)), ...all(ensureSecrets(`${dir}-2`))];
    rmSync(`${dir}-2`, { recursive: true });
    expect(new Set(values).size).toBe(values.length);
  });

  it('can be read by their owner only', () => {
    ensureSecrets(dir);
    const modes = readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(dir, name)).mode & 0o077);
    expect(modes.every((mode) => mode === 0)).toBe(true);
  });

  it('[S20] give access nodes only the public key', () => {
    const { keys } = ensureSecrets(dir);
    expect(readdirSync(keys.verifying)).toEqual(['jwt-public.pem']);
    expect(readdirSync(keys.signing).sort()).toEqual(['jwt-private.pem', 'jwt-public.pem']);
  });

  it('that are damaged are named, with what to do', () => {
    ensureSecrets(dir);
    writeFileSync(join(dir, 'redis-password'), '');
    expect(() => ensureSecrets(dir)).toThrow(/redis-password is damaged: delete it/);
  });
});
