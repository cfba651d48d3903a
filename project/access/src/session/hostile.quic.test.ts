import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { encodeDeflated } from '@godwit/shared/protocol/deflated';
import { encodeDown } from '@godwit/shared/protocol/down';
import { frameKind, withLengthPrefix, withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import { framePermission } from '@godwit/shared/protocol/frame-permissions';
import { encodeUp, type Up, upKind } from '@godwit/shared/protocol/up';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AccessNode, type AccessWorld, ENGINES, startAccessWorld } from '../testing/access-world.js';
import { PeerProcess } from '../testing/peer-process.js';
import { deflatedUp, helloOf, TestClient } from '../testing/test-client.js';
import { WebSocketPeer } from '../testing/websocket-peer.js';

const prefix = (length: number, ...rest: number[]): Uint8Array => {
  const bytes = new Uint8Array(4 + rest.length);
  new DataView(bytes.buffer).setUint32(0, length, true);
  bytes.set(rest, 4);
  return bytes;
};

const MIB = 1_024 * 1_024;

const MESSAGE: Up = {
  kind: 'userMessage',
  conversationId: '77',
  entries: [{ clientMsgId: '5', kind: 'message', targetSeq: 0, body: new Uint8Array(120) }],
};
const HISTORY: Up = { kind: 'historyRequest', conversationId: '7', fromSeq: 1, toSeq: 0, limit: 0, direction: 'forward', since: 0 };
const TYPING: Up = { kind: 'typing', conversationId: '7', typing: true };

/** The frame with bytes behind it that no field leads to, `bytes` long without its prefix. */
function padded(up: Up, bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  whole.set(withoutLengthPrefix(encodeUp(up, 9)));
  return withLengthPrefix(whole);
}

let world: AccessWorld;
let node: AccessNode;

beforeAll(async () => {
  world = await startAccessWorld({
    env: {
      HANDSHAKE_MS: '1000',
      HELLO_MS: '1000',
      FRAME_MS: '700',
      DEAD_AFTER_MS: '3000',
      RESUME_MS: '300',
      HANDSHAKE_BURST: '2000',
      HANDSHAKES_PER_SECOND: '1000',
    },
  });
  node = world.nodes[0]!;
});
afterAll(() => world.close());

/** Polls a number of the process under test; there is no event for it. */
async function until(what: () => Promise<boolean>): Promise<void> {
  while (!(await what())) {
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}

const rssBytes = (): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(node.tier.pid)}/status`, 'utf8'))![1]) * 1_024;
const tcp = async (): Promise<Socket> => {
  const socket = connect(node.tier.ports['websocket']!, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
};
const closed = (socket: Socket): Promise<unknown> => {
  socket.resume();
  return new Promise((resolve) => socket.once('close', resolve));
};

// the process lives, has no unhandled failure, and serves the next client
afterEach(async () => {
  expect(node.lines.filter((line) => line.includes('unhandled') || line.includes('"level":"fatal"'))).toEqual([]);
  for (const engine of ENGINES) {
    const { client, peer } = await world.client(engine, '999', { deviceId: engine });
    await client.ping();
    await client.expect('pong');
    await peer.vanish();
  }
});

describe.each(ENGINES)('hostile input over %s', (engine) => {
  it.each([
    ['noise', () => randomBytes(3_000)],
    ['zeros', () => new Uint8Array(1_000)],
    ['a frame of nothing', () => prefix(0)],
    ['a frame cut short', () => encodeUp(helloOf('x')).subarray(0, 30)],
    ['a deflated Hello', () => deflatedUp(helloOf('x'))],
    ['a bomb', () => encodeDeflated(deflateRawSync(new Uint8Array(3 * MIB)), 1)],
    ['another protocol', () => new TextEncoder().encode('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
  ])('[O1] %s before Hello ends that session only', async (_name, junk) => {
    const client = await world.open(engine, node);
    await client.lane.write(junk());
    await client.ended();
  });

  it('[O1] mutated frames of a live session are answered or end it', async () => {
    for (let round = 0; round < 20; round++) {
      const { client, peer } = await world.client(engine, '50', { deviceId: String(round) });
      for (let i = 0; i < 4; i++) {
        const frame = i % 2 === 0 ? encodeUp({ kind: 'ping', clientTime: 1, receivedCount: 0 }) : deflatedUp(MESSAGE);
        const mutated = frame.slice();
        for (let flips = 0; flips < 3; flips++)
          mutated[4 + Math.floor(Math.random() * (mutated.length - 4))] = Math.floor(Math.random() * 256);
        await client.lane.write(mutated).catch(() => undefined);
      }
      client.session.close();
      await peer.vanish();
    }
  });

  it.each([
    ['junk', () => randomBytes(2_000), 'MALFORMED_FRAME'],
    ['data cut short', () => deflateRawSync(randomBytes(2_000)).subarray(0, 1_000), 'MALFORMED_FRAME'],
    ['what is no frame', () => deflateRawSync(new Uint8Array(2_000).fill(0xff)), 'MALFORMED_FRAME'],
    ['a frame of another kind', () => deflateRawSync(withoutLengthPrefix(encodeUp(HISTORY))), 'UNKNOWN_FRAME'],
    ['a deflated frame', () => deflateRawSync(withoutLengthPrefix(deflatedUp(MESSAGE))), 'UNKNOWN_FRAME'],
    ['more than a frame may have', () => deflateRawSync(withoutLengthPrefix(padded(MESSAGE, 65_537))), 'MSG_TOO_LARGE'],
  ])('[F-12] [O1] %s, deflated, is answered and reaches nobody, the third ends the session', async (name, deflated, error) => {
    const userId = String(70_000 + name.length);
    const { client } = await world.client(engine, userId);
    for (const ref of [7, 8]) {
      await client.lane.write(encodeDeflated(deflated(), ref));
      expect(await client.expect('error')).toMatchObject({ name: error, ref });
    }
    await client.lane.write(encodeDeflated(deflated(), 9));
    expect(await client.ended()).toBe('PROTOCOL_VIOLATION');
    expect(world.logic.of('upstream').filter(({ frames }) => frames.some((frame) => frame.userId === userId))).toEqual([]);
  });

  it('[F-12] [O5] bombs are refused without being held', async () => {
    const bomb = encodeDeflated(deflateRawSync(new Uint8Array(60 * MIB)), 1);
    const send = async (): Promise<void> => {
      const { client, peer } = await world.client(engine, '71');
      await client.lane.write(bomb);
      expect((await client.expect('error')).name).toBe('MSG_TOO_LARGE');
      await peer.vanish();
    };
    await send();
    const before = rssBytes();
    for (let i = 0; i < 6; i++) await send();
    // one of them, held, would be 60 MiB
    expect(rssBytes() - before).toBeLessThan(32 * MIB);
  });

  it('[O4] a frame that never gets complete ends the session', async () => {
    const { client } = await world.client(engine, '51');
    await client.lane.write(prefix(1_000, 1, 2, 3));
    expect(await client.ended()).toBe('FRAME_TIMEOUT');
  });

  it('[O5] a length over the limit is refused before and after Hello, whatever follows', async () => {
    const stranger = await world.open(engine, node);
    await stranger.lane.write(prefix(5_000));
    expect(await stranger.ended()).toBe('UNAUTHENTICATED');
    const { client } = await world.client(engine, '52');
    await client.lane.write(prefix(0xffff_ffff));
    expect(await client.ended()).toBe('FRAME_TOO_LARGE');
  });

  it('[O2] 200 clients that vanish at once leave nothing behind, again and again', async () => {
    const rss: number[] = [];
    // what closed QUIC connections leave is used again only after some rounds
    for (let round = 0; round < 8; round++) {
      const hellos = Array.from({ length: 200 }, (_, i) => encodeUp(helloOf(world.token(String(1_000 + i)))));
      const peer = node.peer(engine);
      if (peer instanceof PeerProcess) expect(await peer.openMany(hellos)).toBe(200);
      else
        await Promise.all(
          hellos.map(async (hello) => {
            const client = await TestClient.open(await peer.open());
            await client.lane.write(hello);
            await client.expect('helloAck');
          }),
        );
      expect(await node.metric('access_sessions')).toBeGreaterThanOrEqual(200);
      await peer.vanish();
      await until(async () => (await node.metric('access_sessions')) === 0);
      expect(await node.metric('access_leases')).toBe(0);
      expect(await node.metric('access_strangers')).toBe(0);
      expect(await node.metric('access_queued_frames')).toBe(0);
      rss.push(rssBytes());
    }
    expect(rss.at(-1)! / Math.max(...rss.slice(0, -1))).toBeLessThan(1.1);
    expect(await world.redis.keys('loc:*')).toEqual([]);
  });

  it('[O9] a client that never reads is cut off as a slow consumer, and a reader beside it gets everything', async () => {
    const before = await slowConsumers();
    const slow = await world.client(engine, '53', { deviceId: 'slow' });
    const reader = await world.client(engine, '54', { deviceId: 'reader' });
    let sent = 0;
    for (; (await slowConsumers()) === before; sent++) {
      const frame = encodeDown({ kind: 'systemNotification', code: String(sent), title: '', text: 'x'.repeat(60_000), at: 1 });
      world.logic.push(node.node, [{ handles: [slow.handle, reader.handle], lane: 'live', counted: true, userVersion: 0, frame }]);
      expect((await reader.client.expect('systemNotification')).code).toBe(String(sent));
    }
    await until(async () => (await node.metric('access_queued_bytes')) === 0);
    await Promise.all([reader.client.ping(), reader.client.expect('pong')]);
    await Promise.all([slow.peer.vanish(), reader.peer.vanish()]);

    async function slowConsumers(): Promise<number> {
      const text = await (await fetch(`http://127.0.0.1:${String(node.tier.ports['internal'])}/metrics`)).text();
      return Number(/access_disconnects_total\{[^}]*code="SLOW_CONSUMER"[^}]*\} (\d+)/.exec(text)?.[1] ?? 0);
    }
  });
});

const SIXTEEN_MIB = 16 * MIB;

describe('hostile input to the WebTransport port', () => {
  it('[O1] [O16] junk in UDP packets has no effect', async () => {
    const socket = createSocket('udp4');
    for (let i = 0; i < 2_000; i++) {
      const junk = randomBytes(1 + Math.floor(Math.random() * 1_400));
      if (i % 2 === 0) junk[0] = 0xc0 | (junk[0]! & 0x3f);
      await new Promise((resolve) => {
        socket.send(junk, node.tier.ports['quic'], '127.0.0.1', resolve);
      });
    }
    socket.close();
  });

  it('[O3] a connection that stops in the middle of its handshake is closed', async () => {
    const relay = createSocket('udp4');
    const client = await new Promise<ReturnType<typeof createSocket>>((resolve) => {
      relay.bind(0, '127.0.0.1', () => {
        resolve(relay);
      });
    });
    // the server's answers go nowhere: the client says its first packets again and again
    client.on('message', (packet, from) => {
      if (from.port !== node.tier.ports['quic']) client.send(packet, node.tier.ports['quic'], '127.0.0.1');
    });
    const peer = node.peer('webtransport') as PeerProcess;
    const opening = peer
      .open({ url: `https://127.0.0.1:${String(client.address().port)}/godwit`, hash: node.certificate.hash })
      .catch(() => undefined);
    await until(async () => (await node.metric('access_strangers')) > 0);
    await peer.vanish();
    await until(async () => (await node.metric('access_strangers')) === 0);
    await opening;
    client.close();
  });

  it('[O3] a connection that is kept alive but never becomes a session is closed, one without h3 does not come about', async () => {
    const peer = node.peer('webtransport') as PeerProcess;
    await peer.ask('quic', { port: node.tier.ports['quic'], alpn: 'h3', ca: node.certificate.certPem });
    await expect(peer.ask('quic', { port: node.tier.ports['quic'], alpn: 'nonsense', ca: node.certificate.certPem })).rejects.toThrow();
  });

  it('[O3] a session without a lane is closed', async () => {
    const session = await node.peer('webtransport').open();
    await session.closed;
  });

  it('[O1] another path, unidirectional streams and strange datagrams have no effect', async () => {
    const peer = node.peer('webtransport') as PeerProcess;
    await expect(
      peer
        .open({ url: `https://127.0.0.1:${String(node.tier.ports['quic'])}/other`, hash: node.certificate.hash })
        .then((s) => s.closed.then(() => Promise.reject(new Error('closed')))),
    ).rejects.toThrow();
    const session = await peer.open();
    const client = await TestClient.open(session);
    await client.hello(world.token('60'));
    for (const junk of [randomBytes(900), new Uint8Array(1), encodeUp(helloOf('x')).subarray(4)]) {
      await peer.ask('datagram', { session: session.number, data: Buffer.from(junk).toString('base64') });
    }
    await peer
      .ask('unidirectional', { session: session.number, data: Buffer.from(randomBytes(2_000)).toString('base64') })
      .catch(() => undefined);
    await client.ping();
    await client.expect('pong');
  });
});

describe('[S11] the table of frames', () => {
  it('[S19] lets only its datagrams pass: a message that comes as one would be counted by nobody', async () => {
    const peer = node.peer('webtransport') as PeerProcess;
    const session = await peer.open();
    const client = await TestClient.open(session);
    await client.hello(world.token('61'));
    const say = (up: Up): Promise<unknown> =>
      peer.ask('datagram', { session: session.number, data: Buffer.from(withoutLengthPrefix(encodeUp(up))).toString('base64') });
    const sent = (): (string | undefined)[] =>
      world.logic
        .of('upstream')
        .flatMap(({ frames }) => frames.filter(({ userId }) => userId === '61').map(({ frame }) => upKind(frameKind(frame))));
    // datagrams may get lost: all are repeated until a typing notice behind them has come through
    await until(async () => {
      for (const up of [MESSAGE, HISTORY, TYPING]) await say(up);
      return sent().length >= 3;
    });
    expect(new Set(sent())).toEqual(new Set(['typing']));
  });

  it.each(ENGINES)('measures a frame by its kind, and forwards none that is too long, over %s', async (engine) => {
    const { client } = await world.client(engine, '62');
    await client.lane.write(padded(HISTORY, framePermission('historyRequest').maxBytes));
    await client.lane.write(padded(HISTORY, framePermission('historyRequest').maxBytes + 1));
    expect(await client.expect('error')).toMatchObject({ name: 'MSG_TOO_LARGE', ref: 9 });
    const { frames } = await world.logic.until('upstream', (m) => m.frames.some(({ userId }) => userId === '62'));
    expect(frames.map(({ frame }) => frame.length)).toEqual([framePermission('historyRequest').maxBytes]);
    for (const up of [TYPING, HISTORY]) await client.lane.write(padded(up, framePermission(up.kind).maxBytes + 1));
    expect(await client.ended()).toBe('PROTOCOL_VIOLATION');
  });
});

describe('hostile input to the WebSocket port', () => {
  it('[O3] connections that say nothing, or half of a request, are closed', async () => {
    const silent = await tcp();
    const half = await tcp();
    half.write('GET /godwit HTTP/1.1\r\nHost: x\r\n');
    await Promise.all([closed(silent), closed(half)]);
  });

  it('[O1] what is no WebSocket is turned away', async () => {
    for (const junk of [
      randomBytes(2_000),
      Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
      Buffer.from('GET /godwit HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 1\r\n\r\n'),
      // [O15] RFC 6455 4.2.1 wants HTTP/1.1; ws does not look
      Buffer.from(
        'GET /godwit HTTP/1.0\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      ),
    ]) {
      const socket = await tcp();
      let answer = '';
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
      socket.write(junk);
      await closed(socket);
      expect(answer).not.toContain('101 ');
    }
  });

  it('[O1] [O15] text, a broken frame and an unmasked frame end their session', async () => {
    const { socket } = await new WebSocketPeer(url()).open();
    socket.resume();
    socket.send('text');
    expect((await once(socket, 'close'))[0]).toBe(1_003);
    for (const bytes of [Buffer.from([0xff, 0xff, 0xff]), Buffer.from([0x82, 0x01, 0x00])]) {
      const broken = await new WebSocketPeer(url()).open();
      broken.socket.resume();
      (broken.socket as unknown as { _socket: Socket })._socket.write(bytes);
      await broken.closed;
    }
  });

  /** Header of a masked frame with a mask of zeros, so that the payload follows as it is. */
  const masked = (firstByte: number, length: number): Buffer => Buffer.from([firstByte, 0x80 | length, 0, 0, 0, 0]);
  const FIRST_FRAGMENT = Buffer.concat([masked(0x02, 1), Buffer.from([9])]);
  const FRAGMENT = Buffer.concat([masked(0x00, 1), Buffer.from([0])]);
  const PING = masked(0x89, 0);

  it.each([
    ['cut short', [masked(0x82, 100), Buffer.from([1, 2, 3])]],
    ['in fragments without an end, with pings between them', [FIRST_FRAGMENT, PING, FRAGMENT, PING]],
  ])('[O4] a message %s ends the session', async (_what, parts) => {
    const { client } = await world.client('websocket', '61');
    const { socket } = client.session as unknown as { readonly socket: { readonly _socket: Socket } };
    for (const part of parts) socket._socket.write(part);
    expect(await client.ended()).toBe('FRAME_TIMEOUT');
  });

  it('[O4] a message in crumbs is refused before there are many', async () => {
    const { socket } = await new WebSocketPeer(url()).open();
    socket.resume();
    const crumbs = Buffer.concat([FIRST_FRAGMENT, ...Array.from({ length: 1_000 }, () => FRAGMENT)]);
    (socket as unknown as { _socket: Socket })._socket.write(crumbs);
    expect((await once(socket, 'close'))[0]).toBe(1_008);
  });

  it('[O5] messages of 16 MiB are refused without being held', async () => {
    const before = rssBytes();
    const peers = await Promise.all(Array.from({ length: 8 }, () => new WebSocketPeer(url()).open()));
    const codes = peers.map(async ({ socket }) => {
      socket.resume();
      socket.send(new Uint8Array(SIXTEEN_MIB), () => undefined);
      return (await once(socket, 'close'))[0] as number;
    });
    expect(await Promise.all(codes)).toEqual(peers.map(() => 1_009));
    // held, they would be 128 MiB; the heap of the process moves by some MiB by itself
    expect(rssBytes() - before).toBeLessThan(2 * SIXTEEN_MIB);
  });

  it('[S18] a page of a foreign origin cannot connect, one of this host can', async () => {
    await expect(new WebSocketPeer(url(), { origin: 'https://evil.example' }).open()).rejects.toThrow('401');
    const session = await new WebSocketPeer(url(), { origin: 'http://localhost:8080' }).open();
    session.close();
  });

  const url = (): string => `ws://127.0.0.1:${String(node.tier.ports['websocket'])}/godwit`;
});
