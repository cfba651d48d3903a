import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWorld, type World } from './world.ts';

const SILENCE_MS = 300;
const WAIT = { timeout: 15_000, interval: 50 };

interface AnnouncedNode {
  /** Name and time of the start. */
  readonly node: string;
  readonly url: string;
  readonly websocketUrl: string;
  readonly certificateHashes: readonly string[];
}

describe('a world with faults', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ access: 1, logic: 1, web: 1, postgres: 'own', proxied: ['postgres', 'redis', 'nats', 'udp', 'websocket'] });
  });
  afterAll(() => world.close());

  const announced = (): Promise<AnnouncedNode> =>
    vi.waitFor(async () => {
      const answer = (await (await fetch(`${world.webUrl}/api/v1/access`)).json()) as { data: { nodes: AnnouncedNode[] } };
      expect(answer.data.nodes).toHaveLength(1);
      return answer.data.nodes[0] as AnnouncedNode;
    }, WAIT);

  const ready = async (): Promise<boolean> => {
    const port = world.logic[0]?.ports['internal'] ?? 0;
    return (await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(5_000) })).ok;
  };

  const becomes = (state: boolean): Promise<void> => vi.waitFor(async () => expect(await ready()).toBe(state), WAIT);

  /** A packet of an unknown QUIC version, which every server answers with those that it knows. */
  async function quicAnswers(url: string): Promise<boolean> {
    const packet = Buffer.alloc(1_200);
    packet.set([0xc0, 0x1a, 0x2a, 0x3a, 0x4a, 8]);
    const socket = createSocket('udp4');
    socket.send(packet, Number(new URL(url).port), new URL(url).hostname);
    const answered = await Promise.race([once(socket, 'message').then(() => true), sleep(SILENCE_MS, false)]);
    socket.close();
    return answered;
  }

  it('clients come to access through the proxies', async () => {
    const node = await announced();
    const [proxies] = world.accessProxies;
    expect(await quicAnswers(node.url)).toBe(true);
    expect(proxies?.udp?.stats()).toMatchObject({ forwarded: 2, peers: 1 });
    proxies?.udp?.set({ blackHole: true });
    expect(await quicAnswers(node.url)).toBe(false);
    proxies?.udp?.clear();
    const socket: Socket = connect(Number(new URL(node.websocketUrl).port), '127.0.0.1');
    await once(socket, 'connect');
    await vi.waitFor(() => expect(proxies?.websocket?.connections).toBe(1));
    socket.destroy();
  });

  it('tiers come to their servers through the proxies', async () => {
    await becomes(true);
    for (const name of ['postgres', 'redis', 'nats'] as const) {
      expect(world.proxies[name]?.connections, name).toBeGreaterThan(0);
      world.proxies[name]?.set({ blackHole: true });
      await becomes(false);
      world.proxies[name]?.clear();
      await becomes(true);
    }
  });

  it('a restarted process keeps its name, ports and proxies', async () => {
    const [access] = world.access;
    const before = await announced();
    const restarted = await world.restart(access!, { signal: 'SIGKILL' });
    expect(world.access).toEqual([restarted]);
    expect(restarted.pid).not.toBe(access!.pid);
    expect(restarted.ports['quic']).toBe(access!.ports['quic']);
    await vi.waitFor(async () => expect((await announced()).node).not.toBe(before.node), WAIT);
    const after = await announced();
    expect(after).toMatchObject({ url: before.url, websocketUrl: before.websocketUrl, certificateHashes: before.certificateHashes });
    expect([before.node, after.node]).toEqual([expect.stringMatching(/^access-1-/), expect.stringMatching(/^access-1-/)]);
    expect(await quicAnswers(before.url)).toBe(true);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('PostgreSQL restarts after %s with its data', { timeout: 60_000 }, async (signal) => {
    await ask(`CREATE TABLE kept_${signal} (x int)`);
    const before = world.postgres?.pid;
    const busy = ask('SELECT count(*) FROM generate_series(1, 10000000000)'); // does not look whether its postmaster lives
    busy.catch(() => undefined);
    await sleep(SILENCE_MS);
    await world.restartPostgres({ signal, downMs: 100 });
    expect(world.postgres?.pid).not.toBe(before);
    await expect(busy).rejects.toThrow();
    await ask(`SELECT x FROM kept_${signal}`);
    await becomes(true);
  });

  it('a frozen PostgreSQL takes connections and answers nothing', async () => {
    world.postgres?.freeze();
    const asked = ask('SELECT 1').then(() => 'answered');
    expect(await Promise.race([asked, sleep(SILENCE_MS, 'silent')])).toBe('silent');
    world.postgres?.thaw();
    expect(await asked).toBe('answered');
  });

  it('Redis and NATS restart by any signal', async () => {
    for (const restart of [world.restartRedis, world.restartNats]) {
      for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
        await restart(50, signal);
        await becomes(true);
      }
    }
  });

  it('[O1] only an end that nobody asked for is reported', async () => {
    expect(world.exits()).toEqual([]);
    expect(world.unhandled()).toEqual([]);
    const [web] = world.web;
    process.kill(web!.pid, 'SIGKILL');
    await web!.exited;
    expect(world.exits()).toEqual([{ node: 'web-1', pid: web!.pid, code: 1 }]);
    await world.restart(web!);
    expect(world.exits()).toHaveLength(1);
  });

  async function ask(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: world.databaseUrl });
    client.on('error', () => undefined);
    await client.connect();
    await client.query(sql);
    await client.end();
  }
});
