import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../../../scripts/testing/world.ts';
import { clientDirectory } from '../client-directory.js';
import { messageRows } from '../message-rows.js';
import { type Engine, startChromium } from './engines.js';
import { befriendedPair, bothShow } from './friends.js';
import type { Person } from './person.js';

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

/** Whether the session is outside of all tabs: whoever holds its lock holds that of no tab. */
const isOutside = async (person: Person): Promise<boolean> =>
  person.tab.evaluate(async () => {
    const { held = [] } = await navigator.locks.query();
    const session = held.find(({ name }) => name === 'godwit-session')?.clientId;
    const tabs = held.filter(({ name }) => name?.startsWith('godwit-tab-')).map(({ clientId }) => clientId);
    return session !== undefined && tabs.length === 2 && !tabs.includes(session);
  }, undefined);

describe.each([
  ['in a SharedWorker', undefined],
  [
    'in the tab that was first',
    () => {
      Reflect.deleteProperty(globalThis, 'SharedWorker');
    },
  ],
] as const)('the session of all tabs, %s', (_place, before) => {
  const suffix = before === undefined ? 'worker' : 'leader';

  it('[U-22] both tabs show and send the same, and closing the first, in the middle of sending, loses nothing', async () => {
    const [anna, bert] = await befriendedPair(engine, world.webUrl, suffix, before === undefined ? {} : { before });
    const second = await anna.inAnotherTab();
    expect([await anna.online(), await second.online()]).toEqual(['webtransport', 'webtransport']);
    expect(await isOutside(second)).toBe(before === undefined);
    await anna.say('from the first');
    await second.sees('from the first');
    await second.say('from the second');
    await anna.sees('from the second');
    await bert.say('to both');
    await bothShow([anna, second], ['from the first', 'from the second', 'to both']);
    const last = Array.from({ length: 10 }, (_, i) => `while closing ${suffix} ${String(i)}`);
    const closing = anna.tab.close();
    for (const text of last) await second.say(text);
    await closing;
    const all = ['from the first', 'from the second', 'to both', ...last];
    await bothShow([second, bert], all);
    await bert.say('still there');
    await second.sees('still there');
    expect((await messageRows(world.databaseUrl)).filter(({ text }) => last.includes(text)).map(({ text }) => text)).toEqual(last);
    await second.tab.close();
    await bert.tab.close();
  });
});

interface Watched {
  told: string[];
  use: (inUse: boolean) => void;
}

/** Whether a tab is in use is what the test says, for Playwright has each believe that it is; kept is what it has the browser tell. */
function watchNotifications(): void {
  let inUse = false;
  document.hasFocus = () => inUse;
  Object.defineProperty(document, 'visibilityState', { get: () => (inUse ? 'visible' : 'hidden') });
  const told: string[] = [];
  const use = (now: boolean): void => {
    inUse = now;
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event(now ? 'focus' : 'blur'));
  };
  Object.assign(globalThis, { told, use });
  Reflect.set(
    globalThis,
    'Notification',
    class extends Notification {
      constructor(title: string, options: NotificationOptions = {}) {
        super(title, options);
        told.push(options.body ?? '');
      }
    },
  );
}

describe('notifications of a user with two tabs', () => {
  it('[U-19] [U-22] are told by one of them, and by none while one that is in use shows the conversation', async () => {
    const options = { before: watchNotifications, context: { permissions: ['notifications'] } };
    const [anna, bert] = await befriendedPair(engine, world.webUrl, 'told', options);
    const tabs = [anna, await anna.inAnotherTab()];
    const told = async (): Promise<string[]> =>
      (await Promise.all(tabs.map(({ tab }) => tab.evaluate(() => (globalThis as unknown as Watched).told, undefined)))).flat();
    const use = (person: Person, inUse: boolean): Promise<void> =>
      person.tab.evaluate((now) => (globalThis as unknown as Watched).use(now), inUse);
    const says = async (text: string): Promise<void> => {
      await bert.say(text);
      for (const person of tabs) await person.sees(text);
    };

    await says('nobody looks');
    await expect.poll(told).toEqual(['nobody looks']);
    await use(anna, true);
    await says('the first shows it');
    await use(anna, false);
    await says('nobody looks again');
    await expect.poll(told).toContain('nobody looks again');
    expect((await told()).sort()).toEqual(['nobody looks', 'nobody looks again']);
  });
});
