// The built tiers as processes, and clients of people who are signed up there: for tests of the SDK against everything, nothing played.
import { afterAll, beforeAll } from 'vitest';
import type { GodwitClientOptions } from '../client-options.js';
import { GodwitClient } from '../client.js';

export const PASSWORD = 'correct horse battery';

interface Proxy {
  set(faults: { readonly refuse?: boolean }): void;
  clear(): void;
  /** Resets every open connection. */
  cut(): void;
}

interface Process {
  readonly ports: Readonly<Record<string, number>>;
}

interface World {
  readonly webUrl: string;
  readonly databaseUrl: string;
  readonly access: readonly Process[];
  readonly logic: readonly Process[];
  readonly web: readonly Process[];
  readonly accessProxies: readonly { readonly websocket?: Proxy }[];
  close(): Promise<void>;
}

interface Tiers {
  readonly access: number;
  readonly logic: number;
  readonly web: number;
  readonly proxied?: readonly 'websocket'[];
  readonly env?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Every line of every tier. */
  readonly log?: (tier: string, line: string) => void;
}

export interface Device extends Partial<Omit<GodwitClientOptions, 'api'>> {
  readonly username: string;
  /** Default: the name of the user. */
  readonly deviceId?: string;
}

export interface BuiltWorld {
  /** Known while tests run. */
  readonly world: World;
  register(...usernames: string[]): Promise<void>;
  /** Signed in, unless its store says so already; closed with the world. */
  signedIn(device: Device): Promise<GodwitClient>;
  online(device: Device): Promise<GodwitClient>;
}

/** Starts before the tests of the file and ends after them. */
export function builtWorld(tiers: Tiers): BuiltWorld {
  const clients: GodwitClient[] = [];
  let world: World | undefined;
  const running = (): World => {
    if (world === undefined) throw new Error('the world is up while tests run only');
    return world;
  };
  beforeAll(async () => {
    const path = new URL('../../../../scripts/testing/world.ts', import.meta.url).href;
    const scripts = (await import(/* @vite-ignore */ path)) as { startWorld(options: Tiers): Promise<World> };
    world = await scripts.startWorld(tiers);
  }, 300_000);
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await world?.close();
  });

  const client = (options: Omit<GodwitClientOptions, 'api'>): GodwitClient => {
    const made = new GodwitClient({ api: running().webUrl, ...options });
    clients.push(made);
    return made;
  };
  const signedIn = async ({ username, ...options }: Device): Promise<GodwitClient> => {
    const made = client({ deviceId: username, platform: 'test', transport: 'websocket', ...options });
    if ((await made.start()) === null) await made.login({ username, password: PASSWORD });
    return made;
  };
  return {
    get world() {
      return running();
    },
    register: async (...usernames) => {
      const { api } = client({ deviceId: 'sign-up', platform: 'test' });
      await Promise.all(usernames.map((username) => api.register({ username, password: PASSWORD })));
    },
    signedIn,
    online: async (device) => {
      const made = await signedIn(device);
      await made.connect();
      return made;
    },
  };
}
