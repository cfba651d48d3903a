import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccessWorld, startAccessWorld } from '../testing/access-world.js';

describe('a port that is taken', () => {
  let world: AccessWorld;
  beforeAll(async () => {
    world = await startAccessWorld({ nodes: 0 });
  });
  afterAll(() => world.close());

  it('ends the start with its protocol and the setting, for TCP', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    await expect(world.start({ ACCESS_PORT: String(port) })).rejects.toThrow(new RegExp(`TCP port ${String(port)} .*ACCESS_PORT`));
    taken.close();
  });

  it('ends the start with its protocol and the setting, for UDP', async () => {
    const taken = createSocket('udp4').bind(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address();
    await expect(world.start({ ACCESS_PORT: String(port) })).rejects.toThrow(new RegExp(`UDP port ${String(port)} .*ACCESS_PORT`));
    taken.close();
  });
});
