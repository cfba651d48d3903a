// Every setting of `npm start`, read once from the environment.
import { resolve } from 'node:path';
import { ROOT } from '../repository.ts';
import { StartError } from './start-error.ts';

export interface Settings {
  /** 0 = a free port, chosen at the start. */
  readonly webPort: number;
  readonly webHost: string;
  readonly accessPort: number;
  readonly accessHost: string;
  readonly webNodes: number;
  readonly accessNodes: number;
  readonly logicNodes: number;
  /** '' = start an own server. */
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly natsUrl: string;
  readonly dataDir: string;
  readonly demo: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function readSettings(env: Environment): Settings {
  const webPort = wholeNumber(env, 'WEB_PORT', 8080, 0, 65_535);
  return {
    webPort,
    webHost: env['WEB_HOST'] || '127.0.0.1',
    accessHost: env['ACCESS_HOST'] || '127.0.0.1',
    // WEB_PORT=0 asks for free ports in general; ACCESS_PORT alone overrides.
    accessPort: wholeNumber(env, 'ACCESS_PORT', webPort === 0 ? 0 : 7443, 0, 65_535),
    webNodes: wholeNumber(env, 'WEB_NODES', 1, 1, 64),
    accessNodes: wholeNumber(env, 'ACCESS_NODES', 1, 1, 64),
    logicNodes: wholeNumber(env, 'LOGIC_NODES', 1, 1, 64),
    databaseUrl: url(env, 'DATABASE_URL', ['postgres:', 'postgresql:']),
    redisUrl: url(env, 'REDIS_URL', ['redis:', 'rediss:']),
    natsUrl: url(env, 'NATS_URL', ['nats:', 'tls:']),
    dataDir: resolve(ROOT, env['DATA_DIR'] || '.data'),
    demo: choice(env, 'DEMO', true),
  };
}

function wholeNumber(env: Environment, name: string, fallback: number, min: number, max: number): number {
  const text = env[name]?.trim() ?? '';
  if (text === '') return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new StartError(`${name} is "${text}": expected a whole number from ${min} to ${max}`);
}

function choice(env: Environment, name: string, fallback: boolean): boolean {
  const text = env[name]?.trim().toLowerCase() ?? '';
  if (text === '') return fallback;
  if (['1', 'true', 'yes', 'on'].includes(text)) return true;
  if (['0', 'false', 'no', 'off'].includes(text)) return false;
  throw new StartError(`${name} is "${text}": expected 1 or 0`);
}

// The value may hold a password and is not repeated in the error.
function url(env: Environment, name: string, protocols: readonly string[]): string {
  const text = env[name]?.trim() ?? '';
  if (text === '') return '';
  const first = text.split(',')[0] ?? '';
  if (URL.canParse(first) && protocols.includes(new URL(first).protocol)) return text;
  throw new StartError(`${name} is not an address that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`);
}
