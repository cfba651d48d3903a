import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { StoredFile } from '../store/files.js';
import { examine } from './examine.js';
import type { FileStorage } from './file-storage.js';
import type { Files } from './files.js';
import { createImages } from './image.js';

/** Of a storage that can be read and nothing else: what is refused has written nothing. */
const filesOf = (read: () => Promise<Buffer>, maxBytes: number): Files =>
  ({ storage: { read } as Partial<FileStorage>, images: createImages(), maxBytes }) as Files;
const imageOf = (bytes: Buffer): StoredFile => ({ kind: 'image', storageKey: 'key', size: bytes.length }) as StoredFile;

it('[C18] of images that are completed at once two are in memory, 32 wait for their turn, and the others are refused', async () => {
  const png = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#c33' } })
    .png()
    .toBuffer();
  let inMemory = 0;
  let most = 0;
  const files = filesOf(async () => {
    most = Math.max(most, ++inMemory);
    await new Promise(setImmediate);
    inMemory -= 1;
    return png;
  }, 1_000_000);
  const placed = { size: png.length, version: 'v' };
  const settled = Promise.allSettled(Array.from({ length: 40 }, () => examine(files, imageOf(png), placed)));
  expect(files.images.waiting).toBe(32);
  const refusals = (await settled).flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as object] : []));
  expect(refusals).toMatchObject(Array.from({ length: 6 }, () => ({ failure: 'OVERLOADED' })));
  expect(most).toBe(2);
});

it('[S16] an image that is too large when it is made anew is refused', async () => {
  const noise = { type: 'gaussian', mean: 120, sigma: 60 } as const;
  const jpeg = await sharp({ create: { width: 100, height: 100, channels: 3, background: '#fff', noise } })
    .jpeg({ quality: 8 })
    .toBuffer();
  const second = 4 + jpeg.readUInt16BE(4);
  const odd = Buffer.concat([jpeg.subarray(0, second), Buffer.from('some'), jpeg.subarray(second)]);
  const examined = (maxBytes: number) =>
    examine(
      filesOf(async () => odd, maxBytes),
      imageOf(odd),
      { size: odd.length, version: 'v' },
    );
  expect(await examined(odd.length)).toMatchObject({ ok: false, refusal: { error: 'FILE_TOO_LARGE' } });
  expect(await examined(10 * odd.length)).toMatchObject({ ok: true, value: { width: 100, height: 100 } });
});
