import { Buffer } from 'node:buffer';
import { encodeDown } from '@godwit/shared/protocol/down';
import { withLengthPrefix, withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import { encodeUp, type Up } from '@godwit/shared/protocol/up';
import { SUBJECTS } from '@godwit/shared/subjects';
import { encodeToAccess } from '@godwit/shared/protocol/inside';
import { CLOSE_CODES } from '@godwit/shared/protocol/close-codes';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AccessWorld, ENGINES, startAccessWorld } from '../testing/access-world.js';
import { deflatedUp, helloOf } from '../testing/test-client.js';

const message: Extract<Up, { kind: 'userMessage' }> = {
  kind: 'userMessage',
  conversationId: '77',
  entries: [{ clientMsgId: '5', kind: 'message', targetSeq: 0, body: new Uint8Array(120) }],
};
const notice = (code: string): Uint8Array => encodeDown({ kind: 'systemNotification', code, title: '', text: '', at: 1 });

describe.each(ENGINES)('a session over %s', (engine) => {
  let world: AccessWorld;
  beforeAll(async () => {
    world = await startAccessWorld({
      env: {
        HELLO_MS: '1000',
        DEAD_AFTER_MS: '4000',
        SENDS_PER_SECOND: '1',
        SEND_BURST: '3',
        QUESTION_BURST: '2',
        QUESTIONS_PER_SECOND: '1',
      },
    });
  });
  afterAll(() => world.close());

  it('[C18] every queue has its gauge', async () => {
    for (const gauge of [
      'access_sessions',
      'access_strangers',
      'access_leases',
      'access_upstream_in_flight',
      'access_queued_frames',
      'access_queued_bytes',
      'access_kept_bytes',
      'access_room_waiting',
      'access_room_gathered',
      'bus_outbound_bytes',
      'bus_pending',
    ]) {
      expect(await world.nodes[0]!.metric(gauge), gauge).toBeGreaterThanOrEqual(0);
    }
  });

  it('[F-3] Hello with a token becomes a session that logic hears of before the client does', async () => {
    const client = await world.open(engine);
    const ack = await client.hello(world.token('100'));
    expect(ack).toMatchObject({
      sessionId: '9100',
      userId: '100',
      heartbeatMs: 15_000,
      deadAfterMs: 4_000,
      userVersion: 5,
      node: world.nodes[0]!.node,
      limits: { acceptsDeflated: true },
    });
    // NATS had it before HelloAck was sent; here it comes over another connection.
    const published = { node: ack.node, sessionId: '9100', deviceId: 'device-100', platform: 'web' };
    await vi.waitFor(() => expect(world.logic.of('userOnline').find((m) => m.userId === '100')).toMatchObject(published));
    expect(await world.redis.get('loc:{100}:device-100')).toMatch(new RegExp(`^${ack.node}\\|\\d+\\|web\\|9100\\|\\d{13}$`));
    expect(await world.redis.smembers('devices:{100}')).toEqual(['device-100']);
  });

  it('[S1] a frame before Hello ends the session and reaches nobody', async () => {
    const client = await world.open(engine);
    await client.send({ ...message, conversationId: '1' });
    expect(await client.ended()).toBe('UNAUTHENTICATED');
    expect(world.logic.of('upstream').filter(({ frames }) => frames.some(({ userId }) => userId === '0'))).toEqual([]);
  });

  it('[S1] without Hello it is closed at the deadline', async () => {
    const client = await world.open(engine);
    await client.lane.write(new Uint8Array(2));
    expect((await client.expect('error')).name).toBe('HELLO_TIMEOUT');
    expect(await client.ended()).toBe('HELLO_TIMEOUT');
  });

  it.each([
    ['of nobody', () => 'eyJhbGciOiJub25lIn0.e30.', 'UNAUTHENTICATED'],
    ['that is empty', () => '', 'UNAUTHENTICATED'],
    ['that is over', (w: AccessWorld) => w.token('1', { ttlMs: -1_000 }), 'TOKEN_EXPIRED'],
  ] as const)('[S2] a token %s is refused', async (_name, token, reason) => {
    const client = await world.open(engine);
    await client.send(helloOf(token(world)));
    expect((await client.expect('error')).name).toBe(reason);
    expect(await client.ended()).toBe(reason);
  });

  it('[S3] a sign-in that logic refuses is refused, and one that logic cannot answer for is told to come again', async () => {
    const before = world.logic.answer;
    world.logic.answer = { ok: false, refusal: { error: 'SESSION_REVOKED' } };
    const revoked = await world.open(engine);
    await revoked.send(helloOf(world.token('1')));
    expect(await revoked.ended()).toBe('SESSION_REVOKED');
    world.logic.answer = { ok: false, refusal: { error: 'UNAVAILABLE' } };
    const unsure = await world.open(engine);
    await unsure.send(helloOf(world.token('1')));
    expect((await unsure.expect('disconnect')).retryAfterMs).toBeGreaterThan(0);
    world.logic.answer = before;
  });

  it('a client of another protocol version is told so', async () => {
    const client = await world.open(engine);
    await client.send({ ...helloOf(world.token('1')), protocol: 99 } as Up);
    expect(await client.ended()).toBe('UNSUPPORTED_VERSION');
  });

  it('a frame reaches logic whole, with who sent it taken from the token', async () => {
    const { client, handle } = await world.client(engine, '101');
    await client.send(message, 42);
    const upstream = await world.logic.until('upstream', ({ frames }) => frames.some(({ userId }) => userId === '101'));
    expect(upstream).toMatchObject({ node: world.nodes[0]!.node, frames: [{ handle, userId: '101', lane: 'live' }] });
    expect(upstream.expiresAt - upstream.receivedAt).toBe(5_000);
    expect(Buffer.from(withLengthPrefix(upstream.frames[0]!.frame)).equals(encodeUp(message, 42))).toBe(true);
  });

  it('[F-12] a message that comes deflated reaches logic as if it had not', async () => {
    const { client } = await world.client(engine, '122');
    const long: Up = { ...message, entries: [{ ...message.entries[0]!, body: new Uint8Array(30_000).fill(7) }] };
    await client.lane.write(deflatedUp(long, 43));
    const { frames } = await world.logic.until('upstream', (m) => m.frames.some(({ userId }) => userId === '122'));
    expect(Buffer.from(withLengthPrefix(frames[0]!.frame)).equals(encodeUp(long, 43))).toBe(true);
  });

  if (engine === 'webtransport') {
    it('the second lane is the bulk lane, and answers can come on it', async () => {
      const { client, handle } = await world.client(engine, '102');
      const bulk = await client.bulk();
      await bulk.send({ kind: 'syncRequest', since: 0, userVersion: 0, cursor: '', limit: 30, conversationIds: [] }, 7);
      const { frames } = await world.logic.until('upstream', (m) => m.frames.some(({ userId }) => userId === '102'));
      expect(frames.map(({ lane }) => lane)).toEqual(['bulk']);
      world.logic.push(world.nodes[0]!.node, [
        { handles: [handle], lane: 'bulk', counted: false, userVersion: 0, frame: notice('on-bulk') },
      ]);
      expect((await bulk.expect('systemNotification')).code).toBe('on-bulk');
    });
  }

  it('[C10] deliveries arrive in order and Pong counts the counted ones', async () => {
    const { client, handle } = await world.client(engine, '103');
    const deliver = (code: string, counted: boolean): void => {
      world.logic.push(world.nodes[0]!.node, [{ handles: [handle], lane: 'live', counted, userVersion: 9, frame: notice(code) }]);
    };
    deliver('a', true);
    deliver('b', false);
    deliver('c', true);
    const codes = [
      await client.expect('systemNotification'),
      await client.expect('systemNotification'),
      await client.expect('systemNotification'),
    ].map((m) => m.code);
    expect(codes).toEqual(['a', 'b', 'c']);
    await client.ping();
    expect(await client.expect('pong')).toMatchObject({ clientTime: 1, pushCount: 2, userVersion: 9 });
  });

  it('[S21] what is not one frame is not written: the stream goes on', async () => {
    const { client, handle } = await world.client(engine, '113');
    const whole = notice('whole');
    const lying = whole.slice();
    lying[0]! ^= 1;
    const deliveries = [lying, whole.subarray(1), new Uint8Array(2), Buffer.concat([whole, whole]), whole];
    world.logic.push(
      world.nodes[0]!.node,
      deliveries.map((frame) => ({ handles: [handle], lane: 'live', counted: true, userVersion: 1, frame })),
    );
    world.logic.bus.publish(SUBJECTS.accessBroadcast, encodeToAccess({ kind: 'announcement', frame: lying }));
    expect((await client.expect('systemNotification')).code).toBe('whole');
    await client.ping();
    expect(await client.expect('pong')).toMatchObject({ pushCount: 1 });
  });

  it('[F-31] what may get lost leaves in a datagram where there are any, and on the live lane where not or where it does not fit', async () => {
    const { client, handle } = await world.client(engine, '119');
    const deliver = (frame: Uint8Array): void => {
      world.logic.push(world.nodes[0]!.node, [{ handles: [handle], lane: 'datagram', counted: false, userVersion: 0, frame }]);
    };
    const typing = encodeDown({ kind: 'typingNotice', conversationId: '7', userId: '2', typing: true });
    deliver(typing);
    if (engine === 'webtransport') expect(await client.session.datagram!()).toEqual(withoutLengthPrefix(typing));
    else expect(await client.expect('typingNotice')).toMatchObject({ userId: '2' });
    deliver(notice('x'.repeat(1_001)));
    expect((await client.expect('systemNotification')).code).toHaveLength(1_001);
  });

  it('a handle of nobody is bounced, and a broadcast reaches every session of the user', async () => {
    const one = await world.client(engine, '104', { deviceId: 'a' });
    const two = await world.client(engine, '104', { deviceId: 'b' });
    world.logic.push(world.nodes[0]!.node, [
      { handles: [one.handle, 4_000_000], lane: 'live', counted: true, userVersion: 0, frame: notice('x') },
    ]);
    expect((await world.logic.until('bounce', (m) => m.handles.includes(4_000_000))).handles).toEqual([4_000_000]);
    world.logic.bus.publish(
      SUBJECTS.accessBroadcast,
      encodeToAccess({ kind: 'broadcastDelivery', userIds: ['104'], counted: true, frame: notice('all') }),
    );
    expect((await two.client.expect('systemNotification')).code).toBe('all');
  });

  it('[F-88] [C10] an announcement reaches every session, and Pong counts it', async () => {
    const sessions = [await world.client(engine, '120'), await world.client(engine, '121')];
    world.logic.bus.publish(SUBJECTS.accessBroadcast, encodeToAccess({ kind: 'announcement', frame: notice('everybody') }));
    for (const { client } of sessions) {
      expect((await client.expect('systemNotification')).code).toBe('everybody');
      await client.ping();
      expect(await client.expect('pong')).toMatchObject({ pushCount: 1 });
    }
  });

  it('[O8] unknown and malformed frames are answered, the third ends the session', async () => {
    const { client } = await world.client(engine, '105');
    await client.lane.write(encodeDown({ kind: 'pong', clientTime: 0, serverTime: 0, pushCount: 0, userVersion: 0 }, 8));
    expect(await client.expect('error')).toMatchObject({ name: 'UNKNOWN_FRAME', ref: 8 });
    await client.lane.write(withLengthPrefix(new Uint8Array(40).fill(0xff)));
    expect((await client.expect('error')).name).toBe('MALFORMED_FRAME');
    await client.ping();
    await client.expect('pong');
    await client.lane.write(withLengthPrefix(new Uint8Array(3)));
    expect(await client.ended()).toBe('PROTOCOL_VIOLATION');
  });

  it('[O12] a user who sends too fast is refused by message, deflated ones included, and stays', async () => {
    const { client } = await world.client(engine, '106');
    for (let ref = 1; ref <= 5; ref++) await (ref % 2 === 0 ? client.lane.write(deflatedUp(message, ref)) : client.send(message, ref));
    const refused = await client.expect('error');
    expect(refused).toMatchObject({ name: 'RATE_LIMIT', ref: 4 });
    expect(refused.retryAfterMs).toBeGreaterThan(0);
    await client.ping();
    await client.expect('pong');
  });

  it('[O12] questions of one user share a limit over his sessions, beyond which their reading pauses; others do not wait', async () => {
    const [desk, phone] = [
      await world.client(engine, '140', { deviceId: 'desk' }),
      await world.client(engine, '140', { deviceId: 'phone' }),
    ];
    const other = await world.client(engine, '141');
    const ask = { kind: 'historyRequest', conversationId: '77', fromSeq: 1, toSeq: 0, limit: 1, direction: 'forward', since: 0 } as const;
    const asked = (): readonly string[] =>
      world.logic.of('upstream').flatMap(({ frames }) => frames.flatMap(({ userId }) => (['140', '141'].includes(userId) ? [userId] : [])));
    for (let ref = 1; ref <= 4; ref++) await desk.client.send(ask, ref);
    await expect.poll(() => asked().length).toBe(3);
    for (let ref = 1; ref <= 2; ref++) await phone.client.send(ask, ref);
    await expect.poll(() => asked().length).toBe(4);
    await other.client.send(ask, 1);
    await expect.poll(asked, { timeout: 10_000 }).toEqual(['140', '140', '140', '140', '141', '140', '140']);
  });

  it('[F-16] the same device connecting again replaces the older session', async () => {
    const older = await world.client(engine, '107');
    const newer = await world.client(engine, '107');
    expect(await older.client.ended()).toBe('REPLACED');
    await newer.client.ping();
    await newer.client.expect('pong');
    await world.logic.until('userOffline', (m) => m.handle === older.handle);
    expect(await world.redis.get('loc:{107}:device-107')).toContain(`|${String(newer.handle)}|`);
  });

  it('[F-17] [S3] a revoked sign-in ends its sessions within 2 s, and no others', async () => {
    const one = await world.client(engine, '108', { deviceId: 'a', sessionId: '1' });
    const two = await world.client(engine, '108', { deviceId: 'b', sessionId: '2' });
    world.logic.bus.publish(
      SUBJECTS.accessBroadcast,
      encodeToAccess({ kind: 'sessionRevoked', loginSessionIds: ['1'], userId: '108', closeCode: CLOSE_CODES.SESSION_REVOKED }),
    );
    expect(await one.client.ended(2_000)).toBe('SESSION_REVOKED');
    await two.client.ping();
    await two.client.expect('pong');
  });

  it('[F-17] a sign-in that is revoked while it is being admitted does not become a session', async () => {
    world.logic.beforeAnswer = () => {
      world.logic.bus.publish(
        SUBJECTS.accessBroadcast,
        encodeToAccess({ kind: 'sessionRevoked', loginSessionIds: ['9111'], userId: '111', closeCode: CLOSE_CODES.SESSION_REVOKED }),
      );
    };
    const client = await world.open(engine);
    await client.send(helloOf(world.token('111')));
    expect(await client.ended()).toBe('SESSION_REVOKED');
    world.logic.beforeAnswer = () => undefined;
  });

  it('[S4] the end of its token ends a live session', async () => {
    const { client } = await world.client(engine, '109', { ttlMs: 2_000 });
    expect(await client.ended()).toBe('TOKEN_EXPIRED');
  });

  it('[F-8] a silent session is closed, and its location goes', async () => {
    const { client, handle } = await world.client(engine, '110');
    expect(await client.ended()).toBe('HEARTBEAT_TIMEOUT');
    await world.logic.until('userOffline', (m) => m.handle === handle);
    expect(await world.redis.exists('loc:{110}:device-110')).toBe(0);
  });
});
