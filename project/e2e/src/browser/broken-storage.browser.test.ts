// A browser whose database refuses everything, as in a private window or on a full disk. The session runs in the page here: scripts of a
// test do not reach its worker. Nothing is opened by its address after the sign-in, because a reload would end it.
import { GodwitClient } from '@godwit/client/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorld, type World } from '../../../../scripts/testing/world.ts';
import { clientDirectory } from '../client-directory.js';
import { type Engine, startChromium } from './engines.js';
import { bothShow } from './friends.js';
import { Person } from './person.js';
import { until } from './tab.js';

const PASSWORD = 'a-long-test-passphrase';

let world: World;
let engine: Engine;
beforeAll(async () => {
  world = await startWorld({ access: 1, logic: 1, web: 1, staticDir: clientDirectory });
  engine = await startChromium();
});
afterAll(async () => {
  await engine.close();
  await world.close();
});

const breakStorage = (): void => {
  Reflect.deleteProperty(globalThis, 'SharedWorker');
  IDBFactory.prototype.open = () => {
    throw new DOMException('the disk is full', 'QuotaExceededError');
  };
};

async function befriend(...usernames: [string, string]): Promise<void> {
  const clients = usernames.map((deviceId) => new GodwitClient({ api: world.webUrl, deviceId, platform: 'test' }));
  const [anna, bert] = clients as [GodwitClient, GodwitClient];
  for (const [index, client] of clients.entries()) {
    const username = usernames[index] as string;
    await client.api.register({ username, password: PASSWORD });
    await client.login({ username, password: PASSWORD });
  }
  await anna.api.acceptRequest((await bert.api.requestFriend(anna.userId)).requestId);
  await Promise.all(clients.map((client) => client.close()));
}

async function inChat(username: string, before?: () => void): Promise<Person> {
  const tab = await engine.tab(before === undefined ? {} : { before });
  await tab.goto(`${world.webUrl}/login`);
  await tab.fill('[data-testid="username"]', username);
  await tab.fill('[data-testid="password"]', PASSWORD);
  await tab.click('[data-testid="submit"]');
  const person = new Person(tab, world.webUrl, username);
  await person.online();
  await tab.click('[data-testid="conversation"]');
  return person;
}

it('[U-21] without a database somebody chats from memory, is told once, and is told what helps', async () => {
  await befriend('anna-memory', 'bert-memory');
  const anna = await inChat('anna-memory', breakStorage);
  const bert = await inChat('bert-memory');
  await anna.say('from memory');
  await bert.sees('from memory');
  await bert.say('and back');
  await bothShow([anna, bert], ['from memory', 'and back']);

  const { tab } = anna;
  const notices = () =>
    tab.evaluate(() => document.querySelectorAll('[data-testid="connection-strip"][data-state="memory"]').length, undefined);
  await expect.poll(notices).toBe(1);
  await tab.click('[data-state="memory"] a');
  await until(tab, 'what helps', () => document.querySelector('[data-testid="broken-storage"]') !== null, undefined);
  await tab.click('[data-state="memory"] button[aria-label="Dismiss"]');
  await expect.poll(notices).toBe(0);
});
