// npm start: servers, build, tiers, demo data, then one box and the line "ready …". Ends with Ctrl-C or SIGTERM, and leaves nothing behind.
import { existsSync } from 'node:fs';
import { migrate } from '../migrate.ts';
import { inRepository } from '../repository.ts';
import { box } from './box.ts';
import { buildWhenChanged, STATIC_DIR } from './build.ts';
import { checkReachable } from './check-reachable.ts';
import { choosePorts } from './choose-ports.ts';
import { type DataDirectory, openDataDirectory } from './data-directory.ts';
import { DEMO_PASSWORD, DEMO_USERS } from './demo-users.ts';
import { startOwnServers } from './own-servers.ts';
import { ensureDemo } from './ensure-demo.ts';
import { RunDirectory } from './run-directory.ts';
import { ensureSecrets } from './secrets.ts';
import { readSettings, type Settings } from './settings.ts';
import { StartError } from './start-error.ts';
import { startTiers, type TierPorts } from './start-tiers.ts';
import { Supervisor } from './supervisor.ts';
import { udpBufferAdvice } from './udp-buffer.ts';

const DOT_ENV = inRepository('.env');

const say = (line: string): void => console.log(`  ${line}`);

process.stdout.on('error', () => undefined); // a reader that went away, as in `npm start | head`

const asked = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  process.once('disconnect', resolve); // the process that npm started is gone
});

async function run(): Promise<number> {
  try {
    if (existsSync(DOT_ENV)) process.loadEnvFile(DOT_ENV); // what is set in the environment wins
    const settings = readSettings(process.env);
    const data = openDataDirectory(settings.dataDir);
    return await runIn(settings, data);
  } catch (error) {
    console.error(`\ngodwit: ${describe(error)}`);
    return 1;
  }
}

async function runIn(settings: Settings, data: DataDirectory): Promise<number> {
  const runDirectory = new RunDirectory(data.run);
  const left = await runDirectory.claim();
  if (left.length > 0) say(`ended what a killed run left behind: ${left.join(', ')}`);
  const supervisor = new Supervisor({ runDirectory, logDir: data.logs, say });
  try {
    const started = bringUp(settings, data, supervisor);
    const outcome = await Promise.race([started.then(() => 'started' as const), asked.then(() => 'asked' as const)]);
    if (outcome === 'started') await asked;
    else started.catch(() => undefined);
    say('stopping');
    return 0;
  } finally {
    await supervisor.stop();
  }
}

async function bringUp(settings: Settings, data: DataDirectory, supervisor: Supervisor): Promise<void> {
  const ports = await choosePorts(settings);
  await checkReachable(settings);
  const secrets = ensureSecrets(data.secrets);
  const [urls] = await Promise.all([startOwnServers(settings, data, secrets, supervisor), buildWhenChanged(say)]);
  const applied = await migrate(urls.databaseUrl).catch((error: unknown) => {
    throw new StartError(`the database cannot be brought up to date: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (applied.length > 0) say(`database brought up to date: ${applied.join(', ')}`);
  const stack = { ...urls, keys: secrets.keys, certificateDir: data.certificates, fileDir: data.files, staticDir: STATIC_DIR };
  const tiers = await startTiers(settings, ports, stack, supervisor);
  const origin = `http://localhost:${ports.web}`;
  const advice = settings.demo ? undefined : udpBufferAdvice(tiers);
  if (advice !== undefined) say(advice);
  if (settings.demo) await ensureDemo({ api: origin, databaseUrl: urls.databaseUrl, say });
  console.log(`\n${summary(settings, ports, origin)}\n\nready ${origin}`);
}

function summary(settings: Settings, ports: TierPorts, origin: string): string {
  const demo: [string, string][] = settings.demo
    ? [
        ['', ''],
        ['Demo users', DEMO_USERS.join(', ')],
        ['Password', DEMO_PASSWORD],
      ]
    : [];
  return box('Godwit', [
    ['Chat', origin],
    ['REST API', `${origin}/swagger`],
    ['WebTransport', `https://localhost:${ports.access}/godwit (UDP), WebSocket on the same TCP port`],
    ...demo,
    ['', ''],
    ['Data and logs', settings.dataDir],
    ['Stop', 'Ctrl-C'],
  ]);
}

const describe = (error: unknown): string =>
  error instanceof StartError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);

process.exit(await run());
