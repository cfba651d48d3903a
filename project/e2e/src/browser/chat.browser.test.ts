import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../../../scripts/testing/world.ts';
import { clientDirectory } from '../client-directory.js';
import { messageRows } from '../message-rows.js';
import { type Engine, startChromium, startFirefox } from './engines.js';
import { befriendedPair, bothShow } from './friends.js';
import { until } from './tab.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ access: 1, logic: 1, web: 1, staticDir: clientDirectory });
});
afterAll(() => world.close());

const textsInDatabase = async (...texts: string[]): Promise<string[]> =>
  (await messageRows(world.databaseUrl)).map((row) => row.text).filter((text) => texts.includes(text));

describe.each([
  ['chromium', startChromium],
  ['firefox', startFirefox],
] as const)('%s', (name, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine.close());

  it('[F-1] [F-20] [U-7] two people register, befriend and chat both ways over WebTransport', async () => {
    const [anna, bert] = await befriendedPair(engine, world.webUrl, name);
    expect(await anna.online()).toBe('webtransport');
    expect(await bert.online()).toBe('webtransport');
    const texts = [`hello from ${name}`, `你好，${name}`, `a third one in ${name}`, `a fourth in ${name} 🪶`];
    for (const [index, text] of texts.entries()) {
      const [speaker, listener] = index % 2 === 0 ? [anna, bert] : [bert, anna];
      await speaker.say(text);
      await listener.sees(text);
    }
    await bothShow([anna, bert], texts);
    await anna.ownMessagesAre(['read']);
    expect(await textsInDatabase(...texts)).toEqual(texts);
  });
});

describe('chromium only', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startChromium();
  });
  afterAll(() => engine.close());

  it('[F-2] without WebTransport two people chat over WebSocket', async () => {
    const before = (): void => {
      Reflect.deleteProperty(globalThis, 'WebTransport');
    };
    const pair = await befriendedPair(engine, world.webUrl, 'ws', { before });
    expect(await pair[0].online()).toBe('websocket');
    await pair[0].say('over the fallback');
    await pair[1].sees('over the fallback');
    await pair[1].say('and back');
    await bothShow(pair, ['over the fallback', 'and back']);
  });

  it('[U-3] a reload without a network shows what is cached', async () => {
    const [anna, bert] = await befriendedPair(engine, world.webUrl, 'cache');
    await anna.say('kept on this device');
    await bert.sees('kept on this device');
    await until(
      bert.tab,
      'the offline shell',
      async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated',
      undefined,
    );
    await bert.tab.reload();
    await bert.sees('kept on this device');
    await bert.tab.offline(true);
    await bert.tab.reload();
    await bert.sees('kept on this device');
    await bert.tab.offline(false);
    await bert.online(60_000);
  });

  it('[F-28] [U-4] unread is shown while another chat is not open, and gone after reading', async () => {
    const [anna, bert] = await befriendedPair(engine, world.webUrl, 'unread');
    await bert.tab.goto(`${world.webUrl}/contacts`);
    await bert.online();
    for (const text of ['one', 'two', 'three']) await anna.say(text);
    await until(
      bert.tab,
      'three unread',
      () => document.querySelector('nav [data-count="3"], [data-testid="rail-unread"][data-count="3"]') !== null,
      undefined,
    );
    await bert.openFirstChat();
    await bert.sees('three');
    await until(
      bert.tab,
      'no unread',
      () => document.querySelector('[data-testid="conversation"]')?.getAttribute('data-unread') === '0',
      undefined,
    );
    await anna.ownMessagesAre(['read']);
  });
});
