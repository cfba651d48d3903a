import { describe, expect, it } from 'vitest';
import { platformInflate } from './inflate.js';

const inflate = platformInflate()!;
const text = (length: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length }, (_, i) => (i * i) % 251);

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

describe('[F-12] inflating', () => {
  it.each([0, 1, 1_000, 65_536])('gives back %i bytes', async (length) => {
    expect(await inflate(await deflate(text(length)), 65_536)).toEqual(text(length));
  });

  it('refuses what is larger than allowed by one byte', async () => {
    expect(await inflate(await deflate(text(65_537)), 65_536)).toBeUndefined();
  });

  it('refuses 8 MB in 8 KB', async () => {
    const bomb = await deflate(new Uint8Array(8 * 1_024 * 1_024));
    expect(bomb.length).toBeLessThan(9_000);
    expect(await inflate(bomb, 65_536)).toBeUndefined();
  });

  it('refuses what is cut short, goes on behind its end, or is no deflate data', async () => {
    const whole = await deflate(text(5_000));
    const cut = whole.subarray(0, -3);
    const more = new Uint8Array([...whole, 1, 2, 3]);
    const junk = Uint8Array.from({ length: 500 }, (_, i) => (i * 7_919) % 256);
    expect(await Promise.all([cut, more, junk].map((bytes) => inflate(bytes, 65_536)))).toEqual([undefined, undefined, undefined]);
  });
});
