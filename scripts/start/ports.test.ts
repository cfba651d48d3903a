import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { freePortForBoth, portHolder, portProblems, type WantedPort } from './ports.ts';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

const wanted = (protocol: 'tcp' | 'udp', port: number): WantedPort => ({
  protocol,
  port,
  host: '127.0.0.1',
  setting: 'WEB_PORT',
  purpose: 'web page',
});

describe('a taken port', () => {
  it('(TCP) is reported with its process and the setting to change', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    closers.push(() => server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const [problem] = await portProblems([wanted('tcp', port)]);
    expect(problem).toContain(`port ${port} (TCP, web page) is taken by process ${process.pid} (`);
    expect(problem).toContain('WEB_PORT=');
    expect(portHolder('tcp', port)?.pid).toBe(process.pid);
  });

  it('(TCP) is also found when it is open on every address', async () => {
    const server = createServer().listen(0);
    closers.push(() => server.close());
    await once(server, 'listening');
    expect(await portProblems([wanted('tcp', (server.address() as AddressInfo).port)])).toHaveLength(1);
  });

  it('(UDP) is reported with its process', async () => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    closers.push(() => socket.close());
    await once(socket, 'listening');
    const { port } = socket.address();
    expect(await portProblems([wanted('udp', port)])).toEqual([
      expect.stringContaining(`(UDP, web page) is taken by process ${process.pid} (`),
    ]);
  });

  it('is not reported when it is free', async () => {
    const port = await freePortForBoth('127.0.0.1');
    expect(await portProblems([wanted('tcp', port), wanted('udp', port)])).toEqual([]);
  });

  it('on an address that the machine does not have says so', async () => {
    expect(await portProblems([{ ...wanted('tcp', 8080), host: '192.0.2.1' }])).toEqual([
      expect.stringContaining('this machine has no address 192.0.2.1'),
    ]);
  });
});
