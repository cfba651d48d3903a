import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../../../scripts/testing/world.ts';
import { clientDirectory } from '../client-directory.js';
import { messageRows } from '../message-rows.js';
import { type Engine, startChromium } from './engines.js';
import { befriendedPair, bothShow } from './friends.js';
import type { Person } from './person.js';

const MESSAGES = 12;

describe('a conversation goes on while a part of the system dies', () => {
  let engine: Engine;
  let world: World;
  beforeAll(async () => {
    engine = await startChromium();
  });
  afterAll(() => engine.close());
  beforeEach(async () => {
    world = await startWorld({ access: 1, logic: 1, web: 1, staticDir: clientDirectory });
  });
  afterEach(() => world.close());

  /** Both talk in turn; `fault` runs after a third of the messages, while the rest are typed. */
  async function talkThrough(fault: () => Promise<void>): Promise<void> {
    const pair = await befriendedPair(engine, world.webUrl, 'fault');
    const said: string[] = [];
    let broken: Promise<void> = Promise.resolve();
    for (let index = 0; index < MESSAGES; index += 1) {
      const text = `message ${index}`;
      await (pair[index % 2] as Person).say(text);
      said.push(text);
      if (index === MESSAGES / 3) broken = fault();
    }
    await broken;
    for (const person of pair) await person.ownMessagesAre(['sent', 'delivered', 'read'], 60_000);
    const rows = (await messageRows(world.databaseUrl)).map((row) => row.text);
    expect([...rows].sort()).toEqual([...said].sort());
    for (const text of said) for (const person of pair) await person.sees(text);
    await bothShow(pair, rows);
  }

  it('[R1] [R6] [R7] kill -9 of the access process', async () => {
    await talkThrough(async () => {
      const [access] = world.access;
      if (access === undefined) throw new Error('no access process');
      access.kill('SIGKILL');
      await access.exited;
      await world.start('access', { ACCESS_PORT: String(access.ports['websocket']) });
    });
  });

  it('[R1] [R6] [R7] kill -9 of the logic process', async () => {
    await talkThrough(async () => {
      const [logic] = world.logic;
      if (logic === undefined) throw new Error('no logic process');
      logic.kill('SIGKILL');
      await logic.exited;
      await world.start('logic');
    });
  });

  it('[R6] [R7] [R13] a restart of NATS', async () => {
    await talkThrough(() => world.restartNats(1_500));
  });
});
