// A ban cuts the live connection of a browser, whichever transport carries it.
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorld, type World } from '../../../../scripts/testing/world.ts';
import { clientDirectory } from '../client-directory.js';
import { type Engine, startChromium } from './engines.js';
import { Person } from './person.js';

const PASSWORD = 'a-long-test-passphrase';

let world: World;
let engine: Engine;
let token = '';
beforeAll(async () => {
  world = await startWorld({ access: 1, logic: 1, web: 1, staticDir: clientDirectory });
  engine = await startChromium();
  token = await newAdmin('root');
}, 300_000);
afterAll(async () => {
  await engine.close();
  await world.close();
});

async function call(route: string, body: object, accessToken = ''): Promise<Record<string, string>> {
  const [method = '', path = ''] = route.split(' ');
  const headers = { 'content-type': 'application/json', ...(accessToken === '' ? {} : { authorization: `Bearer ${accessToken}` }) };
  const response = await fetch(`${world.webUrl}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
  return ((await response.json()) as { data: Record<string, string> }).data;
}

async function sql(text: string, values: readonly string[]): Promise<Record<string, string>[]> {
  const client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
  const { rows } = await client.query<Record<string, string>>(text, [...values]);
  await client.end();
  return rows;
}

async function newAdmin(username: string): Promise<string> {
  await call('POST /auth/register', { username, password: PASSWORD });
  const tokens = await call('POST /auth/login', { username, password: PASSWORD, deviceId: 'desk' });
  await sql(`INSERT INTO admin (id, user_id) VALUES (1, $1)`, [tokens['userId'] ?? '']);
  return tokens['accessToken'] ?? '';
}

it.each([
  ['webtransport', {}],
  ['websocket', { before: () => void Reflect.deleteProperty(globalThis, 'WebTransport') }],
] as const)('[F-17] [F-88] a banned user is signed out over %s and does not come back', async (transport, options) => {
  const eve = new Person(await engine.tab(options), world.webUrl, `eve-${transport}`);
  await eve.register(PASSWORD);
  expect(await eve.online()).toBe(transport);
  const [row] = await sql(`SELECT id FROM users WHERE username = $1`, [eve.username]);
  await call(`PUT /admin/users/${row?.['id'] ?? ''}/ban`, { reason: 'spam' }, token);
  await eve.signedOut();
});
