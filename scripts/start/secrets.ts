// Passwords of the servers that `npm start` runs itself: made once, kept in .data/secrets, readable by the owner only.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureKeys, type KeyDirectories } from '../keys.ts';
import { NATS_USERS, type NatsUser } from '../servers/nats.ts';
import { StartError } from './start-error.ts';

export interface Secrets {
  readonly redisPassword: string;
  readonly natsPasswords: Readonly<Record<NatsUser, string>>;
  readonly postgresPasswordFile: string;
  /** Of the role that owns the database. */
  readonly databasePassword: string;
  readonly keys: KeyDirectories;
}

export function ensureSecrets(dir: string): Secrets {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const secret = (name: string): string => ensureSecret(join(dir, name));
  return {
    redisPassword: secret('redis-password'),
    natsPasswords: Object.fromEntries(NATS_USERS.map((user) => [user, secret(`nats-${user}-password`)])) as Record<NatsUser, string>,
    postgresPasswordFile: join(dir, 'postgres-password'),
    databasePassword: secret('database-password'),
    keys: checkedKeys(join(dir, 'keys')),
  };
}

function checkedKeys(dir: string): KeyDirectories {
  try {
    return ensureKeys(dir);
  } catch (error) {
    throw new StartError(`${dir} is damaged (${String(error)}): restore it, or delete it; everybody then has to sign in again`);
  }
}

function ensureSecret(path: string): string {
  if (!existsSync(path)) {
    writeFileSync(`${path}.new`, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
  const value = readFileSync(path, 'utf8').trim();
  if (/^[0-9a-f]{32,}$/.test(value)) return value;
  throw new StartError(`${path} is damaged: delete it, a new one is made at the next start`);
}
