import { CLOSE_CODES } from '@godwit/shared/protocol/close-codes';
import { encodeDown } from '@godwit/shared/protocol/down';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccessWorld, ENGINES, type LiveClient, startAccessWorld } from '../testing/access-world.js';
import { helloOf, TestClient } from '../testing/test-client.js';

const notice = (code: string): Uint8Array => encodeDown({ kind: 'systemNotification', code, title: '', text: '', at: 1 });
const RESUME_MS = 3_000;

describe.each(ENGINES)('[F-11] a session that is resumed over %s', (engine) => {
  let world: AccessWorld;
  beforeAll(async () => {
    world = await startAccessWorld({ env: { RESUME_MS: String(RESUME_MS), DEAD_AFTER_MS: '2000', HEARTBEAT_MS: '1000' } });
  });
  afterAll(() => world.close());

  const push = (handle: number, ...codes: string[]): void => {
    const deliveries = codes.map((code) => ({
      handles: [handle],
      lane: 'live' as const,
      counted: true,
      userVersion: 0,
      frame: notice(code),
    }));
    world.logic.push(world.nodes[0]!.node, deliveries);
  };
  const codes = async (client: TestClient, count: number): Promise<string[]> => {
    const got: string[] = [];
    while (got.length < count) got.push((await client.expect('systemNotification')).code);
    return got;
  };
  const offlineOf = (handle: number): unknown => world.logic.of('userOffline').find((m) => m.handle === handle);
  const until = async (done: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  interface Lost extends LiveClient {
    readonly connectionId: string;
  }
  /** Somebody who got `a` and `b`, and whose process was killed then. */
  async function lose(userId: string): Promise<Lost> {
    const peer = world.nodes[0]!.peer(engine);
    const client = await TestClient.open(await peer.open());
    const { connectionId, userVersion } = await client.hello(world.token(userId));
    const { handle } = await world.logic.until('userOnline', (m) => m.userId === userId);
    push(handle, 'a', 'b');
    await codes(client, 2);
    await peer.vanish();
    return { client, peer, handle, userVersion, connectionId };
  }
  async function comeBack(
    userId: string,
    resume: { connectionId: string; pushCount: number },
    options: Parameters<AccessWorld['token']>[1] = {},
  ) {
    const client = await world.open(engine);
    await client.send({ ...helloOf(world.token(userId, options)), resume } as ReturnType<typeof helloOf>);
    return { client, ack: await client.expect('helloAck') };
  }

  it('gets what it missed, in order, and counts on; nobody was told that it was away', async () => {
    const { handle, connectionId } = await lose('301');
    push(handle, 'c');
    push(handle, 'd');
    const { client, ack } = await comeBack('301', { connectionId, pushCount: 1 });
    expect(ack).toMatchObject({ resumed: true, userId: '301' });
    expect(ack.connectionId).not.toBe(connectionId);
    expect(await codes(client, 3)).toEqual(['b', 'c', 'd']);
    await client.ping();
    expect((await client.expect('pong')).pushCount).toBe(4);
    const now = await world.logic.until('userOnline', (m) => m.userId === '301' && m.handle !== handle);
    push(now.handle, 'e');
    expect(await codes(client, 1)).toEqual(['e']);
    await until(() => offlineOf(handle) !== undefined);
    expect(offlineOf(now.handle)).toBeUndefined();
  });

  it('a push that comes while the new session is being admitted is not lost', async () => {
    const { handle, connectionId } = await lose('302');
    const coming = comeBack('302', { connectionId, pushCount: 2 });
    const joined = await world.logic.until('userOnline', (m) => m.userId === '302' && m.handle !== handle);
    push(joined.handle, 'meanwhile');
    const { client, ack } = await coming;
    expect(ack.resumed).toBe(true);
    expect(await codes(client, 1)).toEqual(['meanwhile']);
  });

  it('[C9] a hint to sync that came meanwhile is one of the things it missed', async () => {
    const { handle, connectionId } = await lose('303');
    world.logic.losePush(world.nodes[0]!.node);
    push(handle, 'c');
    await until(async () => (await world.nodes[0]!.metric('access_kept_bytes')) > 0);
    const { client, ack } = await comeBack('303', { connectionId, pushCount: 2 });
    expect(ack.resumed).toBe(true);
    expect((await client.expect('syncHint')).reason).toBe('pushes were lost');
  });

  it('[S11] not by another user, device or sign-in, and not by a count that cannot be', async () => {
    const { handle, connectionId } = await lose('304');
    push(handle, 'secret');
    for (const attempt of [
      () => comeBack('305', { connectionId, pushCount: 0 }),
      () => comeBack('304', { connectionId, pushCount: 0 }, { deviceId: 'another' }),
      () => comeBack('304', { connectionId, pushCount: 99 }, { deviceId: 'third', sessionId: '9304' }),
      () => comeBack('304', { connectionId, pushCount: 0 }, { sessionId: '77' }),
    ]) {
      const { client, ack } = await attempt();
      expect(ack.resumed).toBe(false);
      await client.ping();
      expect((await client.next())?.kind).toBe('pong');
    }
  });

  it('not after more pushes than are kept', async () => {
    const { handle, connectionId } = await lose('306');
    push(handle, ...Array.from({ length: 129 }, (_, i) => `p${String(i)}`));
    await until(async () => (await world.nodes[0]!.metric('access_kept_bytes')) > 128 * notice('p100').length - 1_000);
    const { client, ack } = await comeBack('306', { connectionId, pushCount: 2 });
    expect(ack.resumed).toBe(false);
    await client.ping();
    expect((await client.expect('pong')).pushCount).toBe(0);
  });

  it('not when its time is over; then it is gone, with its location and what was kept', async () => {
    const { handle, connectionId } = await lose('307');
    await world.logic.until('userOffline', (m) => m.handle === handle);
    expect(await world.redis.get('loc:{307}:device-307')).toBeNull();
    expect((await comeBack('307', { connectionId, pushCount: 2 })).ack.resumed).toBe(false);
  });

  it('[F-17] not when its sign-in was revoked meanwhile', async () => {
    const { handle, connectionId } = await lose('308');
    world.logic.say(world.nodes[0]!.node, {
      kind: 'sessionRevoked',
      loginSessionIds: ['9308'],
      userId: '308',
      closeCode: CLOSE_CODES.SESSION_REVOKED,
    });
    await world.logic.until('userOffline', (m) => m.handle === handle);
    expect((await comeBack('308', { connectionId, pushCount: 2 }, { sessionId: '9309' })).ack.resumed).toBe(false);
  });

  it('[F-69] logic is told since when it was away', async () => {
    const { client, handle } = await world.client(engine, '310');
    const at = Date.now();
    client.session.close();
    const offline = await world.logic.until('userOffline', (m) => m.handle === handle);
    expect(offline.at).toBeLessThan(at + RESUME_MS);
    expect(offline.at).toBeGreaterThanOrEqual(at);
  });

  it('[C18] nothing is kept in the end', async () => {
    await until(async () => (await world.nodes[0]!.metric('access_kept_bytes')) === 0);
    expect(await world.nodes[0]!.metric('access_kept_bytes')).toBe(0);
  });
});
