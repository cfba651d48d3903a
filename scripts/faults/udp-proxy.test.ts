import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startUdpProxy, type UdpProxy } from './udp-proxy.ts';

const SILENCE_MS = 100;
const MANY = 2_000;

interface Received {
  readonly text: string;
  readonly port: number;
}

describe('UDP proxy', () => {
  let target: Socket;
  let client: Socket;
  let proxy: UdpProxy;
  const atTarget: Received[] = [];
  const atClient: string[] = [];
  const sockets: Socket[] = [];
  beforeEach(async () => {
    atTarget.length = 0;
    atClient.length = 0;
    target = await bound();
    target.on('message', (packet, { port }) => atTarget.push({ text: packet.toString(), port }));
    client = await bound();
    client.on('message', (packet) => atClient.push(packet.toString()));
    proxy = await startUdpProxy({ targetPort: target.address().port, seed: 7 });
  });
  afterEach(async () => {
    await proxy.close();
    for (const socket of sockets.splice(0)) socket.close();
  });

  async function bound(): Promise<Socket> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20 });
    sockets.push(socket);
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return socket;
  }

  const say = (text: string, from = client): void => from.send(text, proxy.port, '127.0.0.1');
  const answer = (text: string, port: number): void => target.send(text, port, '127.0.0.1');
  const texts = (): string[] => atTarget.map((packet) => packet.text);

  /** Returns the port that the packet came from. */
  async function heard(text: string, from = client): Promise<number> {
    say(text, from);
    await vi.waitFor(() => expect(texts()).toContain(text));
    return (atTarget.find((packet) => packet.text === text) as Received).port;
  }

  /** Packets in bursts that fit into the socket buffers; resolves when the proxy has seen all. */
  async function sayMany(count: number): Promise<void> {
    const before = seen();
    for (let i = 0; i < count; i++) {
      say(String(i));
      if (i % 50 === 49) await sleep(1);
    }
    await vi.waitFor(() => expect(seen() - before).toBe(count), 5_000);
  }

  function seen(): number {
    const { forwarded, dropped, duplicated } = proxy.stats();
    return forwarded + dropped - duplicated;
  }

  it('passes packets on, every peer from a port of its own', async () => {
    const other = await bound();
    const ports = [await heard('one'), await heard('two', other)];
    expect(new Set(ports).size).toBe(2);
    expect(proxy.stats().peers).toBe(2);
    answer('yes', ports[0] as number);
    await vi.waitFor(() => expect(atClient).toEqual(['yes']));
  });

  it('passes thousands of packets in order without a loss of its own', async () => {
    await sayMany(MANY);
    await vi.waitFor(() => expect(atTarget.length).toBe(MANY));
    expect(texts()).toEqual(Array.from({ length: MANY }, (_, i) => String(i)));
  });

  it('loss: drops the share, the same packets for the same seed', async () => {
    proxy.set({ loss: 0.3 });
    await sayMany(MANY);
    const { dropped } = proxy.stats();
    expect(dropped / MANY).toBeGreaterThan(0.25);
    expect(dropped / MANY).toBeLessThan(0.35);
    await vi.waitFor(() => expect(atTarget.length).toBe(MANY - dropped));
    const first = texts();
    atTarget.length = 0;
    await proxy.close();
    proxy = await startUdpProxy({ targetPort: target.address().port, seed: 7 });
    proxy.set({ loss: 0.3 });
    await sayMany(MANY);
    await vi.waitFor(() => expect(texts()).toEqual(first));
  });

  it.each([
    [{ lossToServer: 1 }, [], ['down']],
    [{ lossToClient: 1 }, ['up'], []],
    [{ loss: 1, lossToServer: 0 }, ['up'], []],
    [{ blackHole: true }, [], []],
  ])('%j loses what it says', async (faults, up, down) => {
    const port = await heard('hello');
    atTarget.length = 0;
    proxy.set(faults);
    say('up');
    answer('down', port);
    await sleep(SILENCE_MS);
    expect([texts(), atClient]).toEqual([up, down]);
    proxy.clear();
    await heard('again');
  });

  it('duplicate: sends twice', async () => {
    proxy.set({ duplicate: 1 });
    say('x');
    await vi.waitFor(() => expect(texts()).toEqual(['x', 'x']));
    expect(proxy.stats().duplicated).toBe(1);
  });

  it('reorder: lets later packets overtake', async () => {
    proxy.set({ reorder: 0.2 });
    await sayMany(500);
    await vi.waitFor(() => expect(atTarget.length).toBe(500));
    const numbers = texts().map(Number);
    expect(numbers).not.toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers).size).toBe(500);
  });

  it('delayMs: comes late', async () => {
    proxy.set({ delayMs: 4 * SILENCE_MS });
    say('late');
    await sleep(SILENCE_MS);
    expect(texts()).toEqual([]);
    await vi.waitFor(() => expect(texts()).toEqual(['late']), 5_000);
  });

  it('rebind: peers come from another port, and the old one leads nowhere', async () => {
    const before = await heard('before');
    proxy.rebind();
    const after = await heard('after');
    expect(after).not.toBe(before);
    answer('old', before);
    answer('new', after);
    await vi.waitFor(() => expect(atClient).toEqual(['new']));
  });
});
