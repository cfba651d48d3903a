import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../../scripts/testing/world.ts';
import { messageRows } from './checker/message-rows.ts';
import { check, type Members } from './checker/check-ledgers.ts';
import { Device } from './devices/recorded-device.ts';
import { befriendAll, PASSWORD, register } from './devices/people.ts';

const PER_DEVICE = 60;
const CONVERGE_MS = 30_000;

describe('two access and two logic processes', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ access: 2, logic: 2, web: 1 });
  });
  afterAll(() => world.close());

  it(
    '[R1] [R3] [R4] [R5] [R6] [R7] [R8] [R9] no message is lost, doubled or disordered while processes are killed, paused and restarted',
    { timeout: 180_000 },
    async () => {
      const names = ['anna', 'bert', 'carl'] as const;
      const devices: Device[] = [];
      for (const name of names) {
        await register(world.webUrl, name);
        for (const platform of ['phone', 'laptop']) devices.push(await Device.signIn(world.webUrl, name, PASSWORD, `${name}-${platform}`));
      }
      const members = await befriendAll(devices.filter((device) => device.ledger.device.endsWith('phone')));
      const conversationsOf = (userId: string): string[] => [...members].filter(([, users]) => users.includes(userId)).map(([id]) => id);

      const talking = devices.map(async (device) => {
        const conversations = conversationsOf(device.ledger.userId);
        const sent: Promise<void>[] = [];
        for (let number = 0; number < PER_DEVICE; number += 1) {
          sent.push(device.send(conversations[number % conversations.length] as string, `${device.ledger.device} ${number}`));
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        await Promise.all(sent);
      });
      await disturb(world);
      await Promise.all(talking);

      const rows = await messageRows(world.databaseUrl);
      expect(rows).toHaveLength(devices.length * PER_DEVICE);
      await converged(devices, members, rows.length);
      expect(
        check(
          devices.map((device) => device.ledger),
          rows,
          members,
        ),
      ).toEqual([]);
      await Promise.all(devices.map((device) => device.client.close()));
    },
  );
});

/** One of each while everybody types: a paused logic node, killed logic, killed access, NATS away, Redis emptied. */
async function disturb(world: World): Promise<void> {
  const [firstLogic, secondLogic] = world.logic;
  const [firstAccess] = world.access;
  if (firstLogic === undefined || secondLogic === undefined || firstAccess === undefined) throw new Error('the world is too small');
  await pause(300);
  firstLogic.kill('SIGSTOP');
  await pause(800);
  firstLogic.kill('SIGCONT');
  secondLogic.kill('SIGKILL');
  await secondLogic.exited;
  await world.start('logic');
  firstAccess.kill('SIGKILL');
  await firstAccess.exited;
  await world.start('access', { ACCESS_PORT: String(firstAccess.ports['websocket']) });
  await world.restartRedis(300);
  await world.restartNats(500);
}

/** Waits until every device has shown as many entries as its conversations have; the checker then says which. */
async function converged(devices: readonly Device[], members: Members, total: number): Promise<void> {
  const end = Date.now() + CONVERGE_MS;
  const enough = (): boolean => devices.every((device) => device.ledger.shown.length >= (total * 2) / members.size);
  while (!enough() && Date.now() < end) await pause(100);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
