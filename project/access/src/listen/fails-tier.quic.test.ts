import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccessWorld, startAccessWorld } from '../testing/access-world.js';
import { PeerProcess } from '../testing/peer-process.js';
import { TestClient } from '../testing/test-client.js';

describe('the access tier with ACCESS_ENGINE=fails', () => {
  let world: AccessWorld;
  beforeAll(async () => {
    world = await startAccessWorld({ env: { ACCESS_ENGINE: 'fails' } });
  });
  afterAll(() => world.close());

  it('runs on Node and serves WebTransport and WebSocket sessions', async () => {
    const { tier, certificate } = world.nodes[0]!;
    const peer = new PeerProcess({ url: `https://127.0.0.1:${String(tier.ports['quic'])}/godwit`, hash: certificate.hash }, 'fails');
    const client = await TestClient.open(await peer.open());
    expect(await client.hello(world.token('1'))).toMatchObject({ userId: '1', node: world.nodes[0]!.node });
    await client.ping();
    await client.expect('pong');
    await world.client('websocket', '2');
    expect(await world.nodes[0]!.metric('access_sessions')).toBe(2);
    await peer.vanish();
  });
});
