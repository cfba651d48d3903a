import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeToLogic } from '@godwit/shared/protocol/inside';
import { REDIS_KEYS } from '@godwit/shared/redis-keys';
import { SUBJECTS } from '@godwit/shared/subjects';
import type { FakeSession } from '../testing/fake-access.js';
import { type LogicWorld, startLogicWorld } from '../testing/logic-world.js';
import { textEntry, userMessage } from '../testing/messages.js';
import { befriend, createUser } from '../testing/people.js';
import { until } from '../testing/until.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld();
});
afterAll(() => world.close());

async function chat(): Promise<{ alice: FakeSession; bob: FakeSession; conversationId: string }> {
  const [a, b] = [await createUser(world.db), await createUser(world.db)];
  const conversationId = await befriend(world.db, a, b);
  return { alice: await world.access.online(a), bob: await world.access.online(b), conversationId };
}

describe('fan-out', () => {
  it('[C9] numbers the envelopes of a node 1, 2, 3 …, and repeats the last number as a heartbeat', async () => {
    const { alice, conversationId } = await chat();
    for (let i = 1; i <= 5; i++) {
      alice.send(userMessage(conversationId, textEntry(String(i))));
      await alice.nth('messageAck', i);
    }
    const counters = world.access.envelopes.flatMap((e) => (e.kind === 'downstream' ? [e.counter] : []));
    expect(counters).toEqual(counters.map((_, i) => i + 1));
    const last = counters.at(-1);
    const beat = await until('a heartbeat with the last counter', () =>
      Promise.resolve(world.access.envelopes.find((e) => e.kind === 'publisherHeartbeat' && e.counter === last)),
    );
    expect(beat).toMatchObject({ kind: 'publisherHeartbeat' });
  });

  it('[C16] [R11] broadcasts while Redis was flushed: unknown is not offline', async () => {
    const { alice, bob, conversationId } = await chat();
    await world.redis.flushall();
    alice.send(userMessage(conversationId, textEntry('after the flush')));
    expect((await bob.nth('pushMessage')).entries[0]?.seq).toBe(1);
    expect(bob.received[0]?.counted).toBe(true);
    expect(world.access.envelopes.some((e) => e.kind === 'broadcastDelivery' && e.userIds.includes(bob.userId))).toBe(true);
    await world.redis.set(REDIS_KEYS.sentinel, '1');
  });

  it('finds a session that came online after its user was cached', async () => {
    const { alice, bob, conversationId } = await chat();
    alice.send(userMessage(conversationId, textEntry('1')));
    await bob.nth('pushMessage');
    const phone = await world.access.online(bob.userId);
    // Between the two, logic may have pushed by its old knowledge: the new session is told to sync.
    await phone.nth('syncHint');
    alice.send(userMessage(conversationId, textEntry('2')));
    expect((await phone.nth('pushMessage')).entries[0]?.seq).toBe(2);
  });

  it('[R12] looks again after a bounce, and tells the present sessions to sync', async () => {
    const { alice, bob, conversationId } = await chat();
    alice.send(userMessage(conversationId, textEntry('1')));
    await bob.nth('pushMessage');
    await world.redis.set(REDIS_KEYS.location(bob.userId, bob.deviceId), `${world.access.node}|${String(bob.handle + 500_000)}|web|1|1`);
    world.access.bus.publish(SUBJECTS.location, encodeToLogic({ kind: 'bounce', node: world.access.node, handles: [bob.handle] }));
    const moved = await until('a delivery to the new handle', () =>
      Promise.resolve(
        world.access.envelopes.find((e) => e.kind === 'downstream' && e.deliveries.some((d) => d.handles.includes(bob.handle + 500_000))),
      ),
    );
    expect(moved.kind).toBe('downstream');
  });

  it('stops pushing to a user who went offline', async () => {
    const { alice, bob, conversationId } = await chat();
    alice.send(userMessage(conversationId, textEntry('1')));
    await bob.nth('pushMessage');
    await world.redis.del(REDIS_KEYS.location(bob.userId, bob.deviceId), REDIS_KEYS.devices(bob.userId));
    const { node, handle, userId, deviceId } = { ...bob, node: world.access.node };
    world.access.bus.publish(
      SUBJECTS.location,
      encodeToLogic({ kind: 'userOffline', node, handle, sessionId: '1', userId, deviceId, at: Date.now() }),
    );
    await world.access.bus.flush(5_000);
    alice.send(userMessage(conversationId, textEntry('2')));
    await alice.nth('messageAck', 2);
    expect(bob.all('pushMessage').length).toBe(1);
  });
});
