import { encodeDown } from '@godwit/shared/protocol/down';
import { parseAccessNode } from '@godwit/shared/access-node';
import { REDIS_KEYS } from '@godwit/shared/redis-keys';
import type { Up } from '@godwit/shared/protocol/up';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccessWorld, startAccessWorld } from '../testing/access-world.js';

const notice = encodeDown({ kind: 'systemNotification', code: 'x', title: '', text: '', at: 1 });
const message: Up = {
  kind: 'userMessage',
  conversationId: '77',
  entries: [{ clientMsgId: '5', kind: 'message', targetSeq: 0, body: new Uint8Array(8) }],
};

/** Polls what another process writes; there is no event for it. */
async function until<T>(what: () => Promise<T | undefined | false | null>): Promise<T> {
  for (;;) {
    const found = await what().catch(() => undefined);
    if (found !== undefined && found !== false && found !== null) return found;
    await new Promise((resolve) => {
      setTimeout(resolve, 30);
    });
  }
}

let world: AccessWorld;
const start = async (options: Parameters<typeof startAccessWorld>[0] = {}): Promise<void> => {
  world = await startAccessWorld(options);
};
const location = (user: string): Promise<string | null> => world.redis.get(REDIS_KEYS.location(user, `device-${user}`));
const entry = async (node: string): Promise<ReturnType<typeof parseAccessNode>> => {
  const json = await world.redis.get(REDIS_KEYS.accessNode(node));
  return json === null ? undefined : parseAccessNode(json);
};
afterEach(() => world.close());

describe('what the access tier tells the others', () => {
  beforeEach(() => start());

  it('[F-19] a node lists itself with its ports and certificate', async () => {
    const { node, tier } = world.nodes[0]!;
    const listed = await until(() => entry(node));
    expect(listed).toMatchObject({
      node,
      name: 'access-1',
      host: '',
      quicPort: tier.ports['quic'],
      websocketPort: tier.ports['websocket'],
    });
    expect(listed.certificateHashes).toHaveLength(1);
    expect(await world.redis.smembers(REDIS_KEYS.accessNodes)).toEqual([node]);
  });

  it('[F-5] a session that leaves takes its location with it, and logic hears of it', async () => {
    const { client, handle } = await world.client('websocket', '1');
    expect(await location('1')).not.toBeNull();
    client.session.close();
    expect(await world.logic.until('userOffline', (m) => m.handle === handle)).toMatchObject({
      userId: '1',
      sessionId: '91',
      deviceId: 'device-1',
    });
    expect(await location('1')).toBeNull();
    expect(await world.redis.exists(REDIS_KEYS.devices('1'))).toBe(0);
  });

  it('[R10] a push that was lost on the way, even the last one, makes the sessions sync', async () => {
    const { node } = world.nodes[0]!;
    const { client, handle } = await world.client('webtransport', '2');
    const deliveries = [{ handles: [handle], lane: 'live' as const, counted: true, userVersion: 0, frame: notice }];
    world.logic.push(node, deliveries);
    world.logic.heartbeat(node);
    await client.expect('systemNotification');
    world.logic.losePush(node);
    world.logic.heartbeat(node);
    expect((await client.expect('syncHint')).reason).toBe('pushes were lost');
    world.logic.push(node, deliveries, { lose: 1 });
    await client.expect('systemNotification');
    await client.expect('syncHint');
  });

  it('[C8] an envelope that is too old is dropped, and the sessions sync instead', async () => {
    const { client, handle } = await world.client('websocket', '3');
    world.logic.push(world.nodes[0]!.node, [{ handles: [handle], lane: 'live', counted: true, userVersion: 0, frame: notice }], {
      expiresAt: Date.now() - 1,
    });
    expect((await client.next())?.kind).toBe('syncHint');
    await client.ping();
    expect((await client.expect('pong')).pushCount).toBe(1);
  });

  it('[R11] after FLUSHALL every session is registered again and told to sync', async () => {
    const one = await world.client('webtransport', '4');
    const two = await world.client('websocket', '5');
    const before = [await location('4'), await location('5')];
    await until(() => world.redis.get(REDIS_KEYS.sentinel));
    await until(() => entry(world.nodes[0]!.node));
    await world.redis.flushall();
    expect((await one.client.expect('syncHint')).reason).toBe('redis lost the locations');
    await two.client.expect('syncHint');
    expect([await location('4'), await location('5')]).toEqual(before);
    await until(() => world.redis.get(REDIS_KEYS.sentinel));
    await until(() => entry(world.nodes[0]!.node));
  });

  it('without Redis sessions begin and go on; when it is back they are registered', async () => {
    const before = await world.client('websocket', '6');
    await world.restart('redis', async () => {
      const during = await world.client('webtransport', '7');
      await during.client.ping();
      await during.client.expect('pong');
      await before.client.ping();
      await before.client.expect('pong');
    });
    await until(() => location('6'));
    await until(() => location('7'));
  });

  it('without NATS a message is refused for later and the session stays; when it is back the sessions sync', async () => {
    const { client } = await world.client('websocket', '8');
    await world.restart('nats', async () => {
      await until(async () => (await world.nodes[0]!.metric('bus_up')) === 0);
      await client.send(message, 9);
      expect(await client.expect('error')).toMatchObject({ name: 'OVERLOADED', retry: 'later', ref: 9 });
      const stranger = await world.open('websocket');
      await stranger.send({
        kind: 'hello',
        protocol: 1,
        accessToken: world.token('9'),
        deviceId: '',
        platform: '',
        clientVersion: '',
        resume: null,
      });
      expect((await stranger.expect('disconnect')).reason).toBe('OVERLOADED');
    });
    expect((await client.expect('syncHint')).reason).toBe('the bus was down');
    await until(async () => {
      await client.send(message, 10);
      return world.logic.of('upstream').some(({ frames }) => frames.some(({ userId }) => userId === '8'));
    });
  });
});

describe('[R12] a node that slept', () => {
  it.each([
    ['and notices it closes its sessions', '1000', 'NODE_ISOLATED'],
    ['and does not notice loses them to the newer lease', '600000', 'REPLACED'],
  ])('%s; the newer location stays', async (_name, blockedMs, reason) => {
    await start({ nodes: 2, env: { LOCATION_LEASE_MS: '1500', LOOP_BLOCKED_MS: blockedMs } });
    const [sleeper, other] = world.nodes;
    const old = await world.client('websocket', '1', { node: sleeper! });
    expect(await location('1')).toContain(sleeper!.node);
    sleeper!.tier.kill('SIGSTOP');
    await until(async () => (await location('1')) === null);
    const moved = await world.client('webtransport', '1', { node: other! });
    const taken = await location('1');
    expect(taken).toContain(other!.node);
    const seen: (string | null)[] = [];
    const ended = old.client.ended();
    sleeper!.tier.kill('SIGCONT');
    await until(async () => {
      seen.push(await location('1'));
      return (await sleeper!.metric('access_sessions')) === 0;
    });
    expect(await ended).toBe(reason);
    expect(new Set([...seen, await location('1')])).toEqual(new Set([taken]));
    await moved.client.ping();
    await moved.client.expect('pong');
  });
});

describe('[F-15] a node that is told to stop', () => {
  it('tells its sessions where to go, waits for them, cleans up and exits with 0', async () => {
    await start({ nodes: 2, env: { ACCESS_PUBLIC_HOST: 'chat.example' } });
    const [leaving, staying] = world.nodes;
    await until(() => entry(staying!.node));
    const goes = await world.client('webtransport', '1', { node: leaving! });
    const stays = await world.client('websocket', '2', { node: leaving! });
    const exit = leaving!.tier.stop();
    expect((await goes.client.expect('goAway')).alternatives).toEqual([
      `https://chat.example:${String(staying!.tier.ports['quic'])}/godwit`,
    ]);
    await expect(world.client('websocket', '3', { node: leaving! })).rejects.toThrow();
    const moved = await world.client('webtransport', '1', { node: staying! });
    goes.client.session.close();
    expect(await stays.client.ended()).toBe('GOING_AWAY');
    expect(await exit).toBe(0);
    expect(await location('1')).toContain(staying!.node);
    expect(await location('2')).toBeNull();
    expect(await entry(leaving!.node)).toBeUndefined();
    expect(await world.redis.smembers(REDIS_KEYS.accessNodes)).toEqual([staying!.node]);
    await moved.client.ping();
    await moved.client.expect('pong');
  });

  it('without another node only finishes what is under way', async () => {
    await start();
    const { client } = await world.client('websocket', '1');
    const exit = world.nodes[0]!.tier.stop();
    expect(await client.ended()).toBe('GOING_AWAY');
    expect(await exit).toBe(0);
  });
});
