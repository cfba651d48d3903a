// Whether the servers that the settings name can be reached at all: better one line now than tiers that wait for them.
import { connect } from 'node:net';
import type { Settings } from './settings.ts';
import { StartError } from './start-error.ts';

const CONNECT_MS = 3_000;
const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  'postgres:': 5432,
  'postgresql:': 5432,
  'redis:': 6379,
  'rediss:': 6379,
  'nats:': 4222,
  'tls:': 4222,
};

export async function checkReachable({
  databaseUrl,
  redisUrl,
  natsUrl,
}: Pick<Settings, 'databaseUrl' | 'redisUrl' | 'natsUrl'>): Promise<void> {
  const named = Object.entries({ DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, NATS_URL: natsUrl }).filter(([, url]) => url !== '');
  const problems = await Promise.all(named.map(([setting, url]) => problem(setting, url)));
  const found = problems.filter((line) => line !== undefined);
  if (found.length > 0) throw new StartError(found.join('\n'));
}

/** NATS_URL may name several servers: one that answers is enough. */
async function problem(setting: string, urls: string): Promise<string | undefined> {
  const errors = await Promise.all(urls.split(',').map((url) => connectError(new URL(url))));
  if (errors.includes(undefined)) return undefined;
  return `${setting}: ${errors.join('; ')}: start that server, correct the setting, or leave it out to have one started here`;
}

function connectError({ protocol, hostname, port }: URL): Promise<string | undefined> {
  const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (DEFAULT_PORTS[protocol] ?? 0) };
  return new Promise((resolve) => {
    const socket = connect({ ...address, timeout: CONNECT_MS });
    const end = (result: string | undefined): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => end(undefined));
    socket.once('timeout', () => end(`${address.host}:${address.port} does not answer`));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(`${address.host}:${address.port} cannot be reached (${error.code ?? error.message})`),
    );
  });
}
