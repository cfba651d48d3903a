// What each tier is told through its environment; one place for `npm start` and for tests.
import { join } from 'node:path';
import type { KeyDirectories } from './keys.ts';
import type { NatsUser } from './servers/nats.ts';
import type { TierName } from './tiers.ts';

export interface Stack {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  natsUrl(user: NatsUser): string;
  readonly keys: KeyDirectories;
  /** Certificates are kept below it, one directory per access node. */
  readonly certificateDir: string;
  /** Uploaded files, of all web nodes. */
  readonly fileDir: string;
  /** The built client; '' = none. */
  readonly staticDir: string;
}

/** `nodeName` is unique among running processes, e.g. `access-1`. */
export function tierEnvironment(name: TierName, nodeName: string, stack: Stack): Record<string, string> {
  const common = {
    NODE_NAME: nodeName,
    REDIS_URL: stack.redisUrl,
    NATS_URL: stack.natsUrl(name),
    INTERNAL_HOST: '127.0.0.1',
    INTERNAL_PORT: '0',
  };
  switch (name) {
    case 'access':
      return { ...common, KEYS_DIR: stack.keys.verifying, CERT_DIR: join(stack.certificateDir, nodeName) };
    case 'logic':
      return { ...common, KEYS_DIR: stack.keys.verifying, DATABASE_URL: stack.databaseUrl };
    case 'web':
      return {
        ...common,
        KEYS_DIR: stack.keys.signing,
        DATABASE_URL: stack.databaseUrl,
        FILE_DIR: stack.fileDir,
        STATIC_DIR: stack.staticDir,
      };
  }
}
