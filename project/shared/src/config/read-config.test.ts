import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigError, describeConfig, readConfig } from './read-config.js';

const TABLE = z.object({
  WEB_PORT: z.int().min(0).max(65_535).default(8080),
  WEB_HOST: z.string().default('127.0.0.1'),
  NATS_URL: z.url().default('nats://127.0.0.1:4222'),
  DEMO: z.boolean().default(true),
  ALLOWED_ORIGINS: z.array(z.string()).default([]),
  LOG_LEVEL: z.enum(['info', 'debug']).default('info'),
  PROOF: z.string().meta({ secret: true }).default(''),
  HEARTBEAT_MS: z.coerce.number().int().positive().optional(),
});

let dir = '';
let warnings: string[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'godwit-config-'));
  warnings = [];
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

const put = (file: string, text: string): void => {
  mkdirSync(dirname(join(dir, file)), { recursive: true });
  writeFileSync(join(dir, file), text);
};
const read = (env: Record<string, string> = {}): Readonly<z.infer<typeof TABLE>> =>
  readConfig('web', TABLE, { dir, env, warn: (text) => warnings.push(text) });
const problems = (env: Record<string, string>): readonly string[] => {
  try {
    read(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
  }
  return [];
};

it('every setting has its default, and the result is frozen', () => {
  const config = read();
  expect(config).toEqual({
    WEB_PORT: 8080,
    WEB_HOST: '127.0.0.1',
    NATS_URL: 'nats://127.0.0.1:4222',
    DEMO: true,
    ALLOWED_ORIGINS: [],
    LOG_LEVEL: 'info',
    PROOF: '',
  });
  expect(Object.isFrozen(config)).toBe(true);
  expect(warnings).toEqual([]);
});

describe('precedence', () => {
  it('YAML top level < YAML section of the tier < .env < environment', () => {
    put('env/godwit.yaml', 'WEB_PORT: 1\nweb:\n  WEB_PORT: 2\naccess:\n  WEB_PORT: 9\n');
    expect(read().WEB_PORT).toBe(2);
    put('.env', 'WEB_PORT=3\n');
    expect(read().WEB_PORT).toBe(3);
    expect(read({ WEB_PORT: '4' }).WEB_PORT).toBe(4);
    put('env/godwit.yaml', 'WEB_PORT: 1\n');
    put('.env', '');
    expect(read().WEB_PORT).toBe(1);
  });

  it('GODWIT_CONFIG names another YAML file, which must exist', () => {
    put('other.yaml', 'WEB_PORT: 5\n');
    expect(read({ GODWIT_CONFIG: 'other.yaml' }).WEB_PORT).toBe(5);
    expect(() => read({ GODWIT_CONFIG: 'missing.yaml' })).toThrow('missing.yaml');
  });
});

describe('values are taken as the table expects them', () => {
  it.each([
    ['DEMO', '0', false],
    ['DEMO', 'false', false],
    ['DEMO', 'yes', true],
    ['WEB_PORT', ' 81 ', 81],
    ['WEB_PORT', '', 8080],
    ['HEARTBEAT_MS', '250', 250],
    ['WEB_HOST', '', '127.0.0.1'],
    ['WEB_HOST', '0', '0'],
    ['ALLOWED_ORIGINS', 'https://a, https://b', ['https://a', 'https://b']],
    ['ALLOWED_ORIGINS', '', []],
  ])('%s=%j is %j', (key, text, value) => {
    expect(read({ [key]: text })).toHaveProperty(key, value);
  });

  it('a YAML number is a text where a text is expected, an empty YAML value is not set', () => {
    put('env/godwit.yaml', 'WEB_HOST: 10\nWEB_PORT:\nDEMO: false\nALLOWED_ORIGINS: [https://a]\n');
    expect(read()).toMatchObject({ WEB_HOST: '10', WEB_PORT: 8080, DEMO: false, ALLOWED_ORIGINS: ['https://a'] });
  });
});

describe('unknown keys', () => {
  it('in the files: each warns with the nearest name', () => {
    put('env/godwit.yaml', 'WEB_PROT: 1\nweb:\n  WEBHOST: x\naccess:\n  ANYTHING: 1\n');
    put('.env', 'NATSURL=x\n');
    read();
    expect(warnings).toEqual([
      `web: WEBHOST in ${dir}/env/godwit.yaml is not a setting and has no effect; the nearest name is WEB_HOST`,
      `web: WEB_PROT in ${dir}/env/godwit.yaml is not a setting and has no effect; the nearest name is WEB_PORT`,
      `web: NATSURL in ${dir}/.env is not a setting and has no effect; the nearest name is NATS_URL`,
    ]);
  });

  it('in the environment: only GODWIT_… and misspelt names warn', () => {
    read({ PATH: '/bin', HOME: '/', npm_config_x: '1', WEB_PROT: '1', GODWIT_PORT: '1' });
    expect(warnings.map((text) => text.split(' in ')[0])).toEqual(['web: WEB_PROT', 'web: GODWIT_PORT']);
  });

  it('settings of another tier, known from env/example.env, do not warn', () => {
    put('env/example.env', 'ACCESS_PORT=7443\n');
    put('.env', 'ACCESS_PORT=1\n');
    read({ ACCESS_PORT: '2' });
    expect(warnings).toEqual([]);
  });
});

describe('wrong values', () => {
  it('all are listed in one error: what was got, from where, what was expected, what to do', () => {
    put('.env', 'DEMO=maybe\n');
    expect(problems({ WEB_PORT: 'abc', LOG_LEVEL: 'loud', NATS_URL: 'nonsense' })).toEqual([
      'WEB_PORT: got "abc" from the environment; expected number. Correct or remove it there (see env/example.env).',
      'NATS_URL: got "nonsense" from the environment; Invalid URL. Correct or remove it there (see env/example.env).',
      `DEMO: got "maybe" from ${dir}/.env; expected boolean. Correct or remove it there (see env/example.env).`,
      'LOG_LEVEL: got "loud" from the environment; Invalid option: expected one of "info"|"debug". Correct or remove it there (see env/example.env).',
    ]);
    expect(problems({ WEB_PORT: '70000' })[0]).toContain('expected number to be <=65535');
  });

  it('a required setting that is missing says where to set it', () => {
    const table = z.object({ DATABASE_URL: z.string() });
    expect(() => readConfig('logic', table, { dir, env: {} })).toThrow(
      'DATABASE_URL: got nothing; expected string. Set it in the environment',
    );
  });

  it('[S6] a secret or a URL password is not repeated', () => {
    const table = z.object({ PROOF: z.string().min(32).meta({ secret: true }), REDIS_URL: z.string().max(3) });
    const env = { PROOF: 'hunter2', REDIS_URL: 'redis://:hunter2@host' };
    let message = '';
    try {
      readConfig('web', table, { dir, env });
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('PROOF: got a secret value');
    expect(message).toContain('REDIS_URL');
    expect(message).not.toContain('hunter2');
  });
});

it('[S6] the description masks secrets and URL passwords', () => {
  const config = read({ PROOF: 'hunter2', NATS_URL: 'nats://logic:hunter2@host:4222' });
  const described = describeConfig(TABLE, config);
  expect(JSON.stringify(described)).not.toContain('hunter2');
  expect(described).toMatchObject({ PROOF: '••••••', NATS_URL: 'nats://logic:••••••@host:4222', WEB_PORT: 8080 });
});
