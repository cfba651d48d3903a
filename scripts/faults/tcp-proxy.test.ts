import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const SILENCE_MS = 100;

/** A socket with everything it received and how it ended. */
interface Peer {
  readonly socket: Socket;
  received: string;
  ended: 'no' | 'end' | 'reset';
}

function watch(socket: Socket): Peer {
  const peer: Peer = { socket, received: '', ended: 'no' };
  socket.on('data', (chunk: Buffer) => (peer.received += chunk.toString('latin1')));
  socket.on('end', () => (peer.ended = 'end'));
  socket.on('error', () => (peer.ended = 'reset'));
  return peer;
}

describe('TCP proxy', () => {
  let server: Server;
  let proxy: TcpProxy;
  const accepted: Peer[] = [];
  const sockets: Socket[] = [];
  beforeEach(async () => {
    accepted.length = 0;
    server = createServer({ allowHalfOpen: true }, (socket) => accepted.push(watch(socket)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    proxy = await startTcpProxy({ targetPort: (server.address() as { port: number }).port });
  });
  afterEach(async () => {
    for (const socket of [...sockets.splice(0), ...accepted.map((peer) => peer.socket)]) socket.destroy();
    await proxy.close();
    await new Promise((resolve) => server.close(resolve));
  });

  function dial(): Peer {
    const socket = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true });
    sockets.push(socket);
    return watch(socket);
  }

  /** A connection that passed a byte each way. */
  async function openPair(): Promise<{ client: Peer; far: Peer }> {
    const index = accepted.length;
    const client = dial();
    client.socket.write('<');
    await vi.waitFor(() => expect(accepted[index]?.received).toBe('<'));
    const far = accepted[index] as Peer;
    far.socket.write('>');
    await vi.waitFor(() => expect(client.received).toBe('>'));
    return { client, far };
  }

  it('passes bytes and half-closes both ways', async () => {
    const { client, far } = await openPair();
    expect(proxy.connections).toBe(1);
    client.socket.end('question');
    await vi.waitFor(() => expect(far).toMatchObject({ received: '<question', ended: 'end' }));
    far.socket.end('answer');
    await vi.waitFor(() => expect(client).toMatchObject({ received: '>answer', ended: 'end' }));
    await vi.waitFor(() => expect(proxy.connections).toBe(0));
  });

  it('passes a reset on, and resets a client when the target is away', async () => {
    const { client, far } = await openPair();
    client.socket.resetAndDestroy();
    await vi.waitFor(() => expect(far.ended).toBe('reset'));
    server.close();
    const late = dial();
    await vi.waitFor(() => expect(late.ended).toBe('reset'));
    await vi.waitFor(() => expect(proxy.connections).toBe(0));
  });

  it('slows a writer down to its reader', async () => {
    const { client, far } = await openPair();
    far.socket.pause();
    let written = 0;
    const chunk = Buffer.alloc(1 << 20, 'x');
    while (written < 64 && (await wrote(client.socket, chunk))) written += 1;
    expect(written).toBeLessThan(64);
    far.socket.resume();
    const total = (written + 1) * chunk.length + 1;
    await vi.waitFor(() => expect(far.received.length).toBe(total), 5_000);
  });

  /** Whether the system took the chunk within a while. */
  const wrote = (socket: Socket, chunk: Buffer): Promise<boolean> =>
    Promise.race([new Promise<boolean>((resolve) => socket.write(chunk, () => resolve(true))), sleep(SILENCE_MS, false)]);

  it('refuse: resets new connections only', async () => {
    const { client, far } = await openPair();
    proxy.set({ refuse: true });
    const refused = dial();
    await vi.waitFor(() => expect(refused.ended).toBe('reset'));
    client.socket.write('still');
    await vi.waitFor(() => expect(far.received).toBe('<still'));
    proxy.clear();
    await openPair();
  });

  it('blackHole: accepts, passes nothing, and goes on afterwards', async () => {
    const { client, far } = await openPair();
    proxy.set({ blackHole: true });
    const late = dial();
    late.socket.write('late');
    client.socket.write('up');
    far.socket.write('down');
    far.socket.end();
    await sleep(SILENCE_MS);
    expect([far.received, client.received, client.ended, late.received, late.ended]).toEqual(['<', '>', 'no', '', 'no']);
    proxy.clear();
    await vi.waitFor(() => expect([far.received, client.received, client.ended]).toEqual(['<up', '>down', 'end']));
    await vi.waitFor(() => expect(accepted.at(-1)?.received).toBe('late'));
  });

  it('dropToServer: one direction is lost, and the connection does not survive the hole', async () => {
    const { client, far } = await openPair();
    const other = await openPair();
    proxy.set({ dropToServer: true });
    client.socket.write('lost');
    far.socket.write('down');
    await vi.waitFor(() => expect(client.received).toBe('>down'));
    proxy.clear();
    await vi.waitFor(() => expect([client.ended, far.ended]).toEqual(['reset', 'reset']));
    expect(far.received).toBe('<');
    other.client.socket.write('fine');
    await vi.waitFor(() => expect(other.far.received).toBe('<fine'));
  });

  it('dropToServer: the server does not learn that the client is gone', async () => {
    const { client, far } = await openPair();
    proxy.set({ dropToServer: true });
    client.socket.resetAndDestroy();
    await sleep(SILENCE_MS);
    expect([far.ended, proxy.connections]).toEqual(['no', 1]);
    proxy.clear();
    await vi.waitFor(() => expect([far.ended, proxy.connections]).toEqual(['reset', 0]));
  });

  it('dropToClient: the server hears, the client does not', async () => {
    const { client, far } = await openPair();
    proxy.set({ dropToClient: true });
    client.socket.write('up');
    await vi.waitFor(() => expect(far.received).toBe('<up'));
    far.socket.write('lost');
    await sleep(SILENCE_MS);
    expect([client.received, client.ended]).toEqual(['>', 'no']);
  });

  it('delayMs: comes late, whole and in order', async () => {
    const { client, far } = await openPair();
    proxy.set({ delayMs: 4 * SILENCE_MS });
    for (let i = 0; i < 10; i++) client.socket.write(String(i));
    client.socket.end();
    await sleep(SILENCE_MS);
    expect(far.received).toBe('<');
    await vi.waitFor(() => expect(far).toMatchObject({ received: '<0123456789', ended: 'end' }), 5_000);
  });

  it('bytesPerSecond: trickles, and loses nothing when it ends', async () => {
    const { client, far } = await openPair();
    proxy.set({ bytesPerSecond: 1_000 });
    client.socket.write('x'.repeat(1_000));
    await vi.waitFor(() => expect(far.received.length).toBeGreaterThan(50), 5_000);
    expect(far.received.length).toBeLessThan(1_001);
    await vi.waitFor(() => expect(far.received).toBe(`<${'x'.repeat(1_000)}`), 10_000);
  });

  it('cutAfterBytes: ends in the middle of a message', async () => {
    const { client, far } = await openPair();
    proxy.set({ cutAfterBytes: 5 });
    client.socket.write('a long message');
    await vi.waitFor(() => expect([far.received, far.ended !== 'no', client.ended !== 'no']).toEqual(['<a lon', true, true]));
    await vi.waitFor(() => expect(proxy.connections).toBe(0));
  });

  it('cut: resets every open connection', async () => {
    const pairs = [await openPair(), await openPair()];
    proxy.cut();
    for (const { client, far } of pairs) await vi.waitFor(() => expect([client.ended, far.ended]).toEqual(['reset', 'reset']));
    await openPair();
  });
});
