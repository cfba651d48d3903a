import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HostProcess } from '../testing/host-process.js';
import { PeerProcess } from '../testing/peer-process.js';
import { buildOnce } from '../testing/repository-scripts.js';

describe('a renewed certificate', () => {
  let host: HostProcess;
  let peer: PeerProcess;
  beforeAll(async () => {
    await buildOnce();
    host = new HostProcess('deno', 'deno-quic');
  });
  afterAll(async () => {
    await peer.vanish();
    await host.end();
  });

  it('is for new connections; sessions of the old one go on', async () => {
    const url = `https://127.0.0.1:${String((await host.until('ready'))['port'])}/godwit`;
    const old = { url, hash: String((await host.until('certificate'))['hash']) };
    peer = new PeerProcess(old);
    const lane = await (await peer.open()).lane();
    const echo = async (text: string): Promise<string> => {
      await lane.write(new TextEncoder().encode(text));
      return Buffer.from((await lane.read())!).toString();
    };
    expect(await echo('ea')).toBe('a');
    host.tell('renew');
    const renewed = { url, hash: String((await host.until('renewed'))['hash']) };
    expect(renewed.hash).not.toBe(old.hash);
    expect(await echo('b')).toBe('b');
    const next = await (await peer.open(renewed)).lane();
    await next.write(new TextEncoder().encode('ec'));
    expect(Buffer.from((await next.read())!).toString()).toBe('c');
    await expect(peer.open(old)).rejects.toThrow();
    expect(await echo('d')).toBe('d');
  });
});
