// R19, R20: a room and a group on two access nodes. Logic is killed while it publishes, Redis forgets everything, members are removed without anybody
// being told: who may see an entry has it soon, nobody else ever.
import { setTimeout as sleep } from 'node:timers/promises';
import { crewDevice } from '../reliability/crew.ts';
import { allDevices, inLaboratory, storyOf } from '../reliability/laboratory.ts';
import { removeMember, seedRoom } from '../reliability/seed-room.ts';
import { LocationReader } from '../reliability/locations.ts';
import type { ChaosScenario } from '../scenario.ts';

const SCALE = { smoke: { pairs: 10, absent: 600, kills: 2 }, full: { pairs: 50, absent: 100_000, kills: 12 } };
const ROOM = '77';
const GROUP = '78';
const SPEAKERS = 4;
const REMOVED = 2;
const EVERY_MS = 100;
const BETWEEN_MS = 4_000;
const LIMIT_MS = 10_000;
const END_MS = 15_000;

export const room: ChaosScenario = {
  ids: ['R19', 'R20'],
  name: 'room',
  about:
    'logic is killed while it publishes to a room and a group on two access nodes, Redis forgets, members are removed: all who may see an entry, and no others, have it within 10 s',
  run: (context) =>
    inLaboratory(context, { access: 2, logic: 2, web: 1 }, async (laboratory) => {
      const { world, judge } = laboratory;
      const { pairs: count, absent, kills } = SCALE[context.scale];
      const devices = allDevices(await laboratory.pairs(count));
      const userIds = devices.map(({ userId }) => userId);
      await seedRoom(world.databaseUrl, ROOM, userIds, absent);
      await seedRoom(world.databaseUrl, GROUP, userIds, 0, 0);
      const crew = await laboratory.crew(devices.map((device) => crewDevice(device, world.webUrl)));
      await crew.connect();
      await crew.talk(
        devices.slice(0, SPEAKERS).flatMap(({ deviceId }) => [ROOM, GROUP].map((conversation) => ({ device: deviceId, conversation }))),
        { everyMs: EVERY_MS },
      );
      const removed = devices.slice(-REMOVED);
      for (let kill = 0; kill < kills; kill += 1) {
        await sleep(BETWEEN_MS);
        const logic = world.logic[kill % 2]!;
        logic.kill('SIGKILL');
        if (kill % 2 === 0) await flush(world.redis().url);
        await sleep(BETWEEN_MS);
        await world.restart(logic);
        const gone = removed[kill];
        for (const id of [ROOM, GROUP]) if (gone !== undefined) await removeMember(world.databaseUrl, id, gone.userId);
      }
      await sleep(BETWEEN_MS);
      const open = await crew.end(END_MS);
      judge.exactly('R19', 'sends without an end', open, 0);
      const staying = devices.slice(0, -REMOVED);
      const { messages } = await storyOf([crew]);
      const delays = [...messages.values()].flatMap(({ invokedAt, shownAt }) =>
        staying.map(({ deviceId }) => (shownAt.get(deviceId) ?? Infinity) - invokedAt),
      );
      judge.atMost(
        'R19',
        'slowest copy was shown after',
        delays.reduce((slowest, delay) => Math.max(slowest, delay), 0),
        LIMIT_MS,
        ' ms',
      );
      judge.atLeast('R19', 'copies', delays.length, messages.size * staying.length);
      judge.atLeast('R19', 'messages', messages.size, 100);
      await laboratory.check([crew], ['R1', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R20']);
    }),
};

async function flush(url: string): Promise<void> {
  const redis = await LocationReader.open(url);
  await redis.flushAll();
  redis.close();
}
