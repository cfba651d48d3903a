import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { type ImageType, stripMetadata } from './strip-metadata.js';

const XMP =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">HOME ADDRESS</rdf:RDF></x:xmpmeta>';
const NOISE = await sharp({
  create: { width: 61, height: 40, channels: 3, background: '#0a4', noise: { type: 'gaussian', mean: 120, sigma: 40 } },
})
  .png()
  .toBuffer();

/** As a phone makes it: who, with what, and where. */
const photo = (orientation: number): Sharp =>
  sharp(NOISE)
    .keepIccProfile()
    .withMetadata({ orientation })
    .withExifMerge({
      IFD0: { Artist: 'HOME ADDRESS', Make: 'HOME ADDRESS' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 12/1', GPSLongitudeRef: 'E', GPSLongitude: '13/1 24/1 18/1' },
    })
    .withXmp(XMP);
const encoded: Record<string, (orientation: number) => Promise<Buffer>> = {
  'image/jpeg': (orientation) => photo(orientation).jpeg({ quality: 90 }).toBuffer(),
  'image/png': (orientation) => photo(orientation).png().toBuffer(),
  'image/webp': (orientation) => photo(orientation).webp({ lossless: true }).toBuffer(),
};

const pixels = (bytes: Buffer): Promise<Buffer> => sharp(bytes, { failOn: 'warning' }).raw().toBuffer();

describe.each(Object.entries(encoded))('[S16] %s', (mime, make) => {
  const type = mime as ImageType;
  it.each([1, 3, 6, 8])('loses who, where and with what, not its pixels, colors and orientation %i', async (orientation) => {
    const bytes = await make(orientation);
    expect(bytes.includes('HOME ADDRESS')).toBe(true);
    expect((await sharp(bytes).metadata()).exif).toBeDefined();
    const clean = stripMetadata(type, bytes, orientation)!;
    expect(clean.includes('HOME ADDRESS')).toBe(false);
    const { exif, xmp, orientation: kept = 1, icc, autoOrient } = await sharp(clean).metadata();
    const before = await sharp(bytes).metadata();
    expect([kept, icc, autoOrient, xmp]).toEqual([orientation, before.icc, before.autoOrient, undefined]);
    // a header of 6 bytes where the format has one, and a TIFF of one tag
    expect(exif?.length ?? 0).toBeLessThanOrEqual(32);
    expect(await pixels(clean)).toEqual(await pixels(bytes));
    expect(stripMetadata(type, clean, orientation)).toEqual(clean);
  });

  it('loses what comes behind it, and is given up where it breaks off', async () => {
    const bytes = await make(1);
    const clean = stripMetadata(type, bytes, 1)!;
    expect(stripMetadata(type, Buffer.concat([bytes, Buffer.from('HOME ADDRESS')]), 1)).toEqual(clean);
    for (const length of [0, 3, 12, 40, Math.floor(bytes.length / 2)])
      expect([length, stripMetadata(type, bytes.subarray(0, length), 1)]).toEqual([length, undefined]);
  });

  it('is cut or given up, whatever it is made of', async () => {
    const bytes = await make(6);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        fc.nat(9),
        (changes, turn) => {
          const broken = Buffer.from(bytes);
          for (const [at, value] of changes) broken[at] = value;
          const clean = stripMetadata(type, broken, turn);
          expect(clean === undefined || clean.length <= broken.length + 64).toBe(true);
        },
      ),
    );
  });
});

it('[S16] a JPEG keeps how its colors are stored, and its progressive scans; its thumbnail, IPTC and comment go', async () => {
  const bytes = await sharp(NOISE).jpeg({ progressive: true }).toBuffer();
  const segment = (marker: number, text: string): Buffer => {
    const data = Buffer.from(text, 'latin1');
    return Buffer.concat([Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]), data]);
  };
  const adobe = segment(0xee, 'Adobe\0d\0\0\0\0\x01');
  const secrets = [
    segment(0xed, 'Photoshop 3.0\0HOME ADDRESS'),
    segment(0xfe, 'HOME ADDRESS'),
    segment(0xe2, 'MPF\0HOME ADDRESS'),
    segment(0xe5, 'HOME ADDRESS'),
    segment(0xf0, 'HOME ADDRESS'),
    segment(0xfd, 'HOME ADDRESS'),
  ];
  const longer = segment(0xee, 'Adobe\0d\0\0\0\0\x01HOME ADDRESS');
  const clean = stripMetadata('image/jpeg', Buffer.concat([bytes.subarray(0, 2), ...secrets, longer, bytes.subarray(2)]), 1)!;
  expect(clean.includes('HOME ADDRESS')).toBe(false);
  expect(clean.includes(adobe)).toBe(true);
  expect(await pixels(clean)).toEqual(await pixels(bytes));
});

describe('[S16] an animated GIF', () => {
  const TEXT = 'HOME ADDRESS';
  /** An extension: label, then parts with the byte that says how long each is. */
  const extension = (label: number, ...parts: (string | Buffer)[]): Buffer =>
    Buffer.concat([
      Buffer.from([0x21, label]),
      ...parts.flatMap((part) => [Buffer.from([part.length]), Buffer.from(part as string, 'latin1')]),
      Buffer.from([0]),
    ]);
  const animated = (): Promise<Buffer> =>
    sharp(Buffer.alloc(3 * 20 * 40, 90).fill(200, 3 * 20 * 20), { raw: { width: 20, height: 40, channels: 3, pageHeight: 20 } })
      .gif({ loop: 3, delay: [40, 70] })
      .toBuffer();
  const strip = (bytes: Buffer): Buffer => stripMetadata('image/gif', bytes, 1)!;

  it.each<[string, Buffer]>([
    ['a comment', extension(0xfe, TEXT)],
    ['XMP', extension(0xff, 'XMP DataXMP', TEXT)],
    ['an unknown application', extension(0xff, 'EXAMPLE 1.0', TEXT)],
    ['a plain text', extension(0x01, Buffer.alloc(12), TEXT)],
    ['an unknown extension', extension(0xab, TEXT)],
    ['an application without a name', extension(0xff, TEXT)],
  ])('loses %s, and what lies behind it', async (_what, block) => {
    const frames = await animated();
    const odd = Buffer.concat([frames.subarray(0, -1), block, frames.subarray(-1), Buffer.from(TEXT)]);
    expect(strip(odd)).toEqual(strip(frames));
    expect(strip(odd).includes(TEXT)).toBe(false);
  });

  it('keeps its frames, their delays and how often it is repeated, not what hides behind them', async () => {
    const frames = await animated();
    expect(strip(frames)).toEqual(frames);
    const loop = frames.indexOf('NETSCAPE2.0');
    const hidden = Buffer.concat([Buffer.from([TEXT.length]), Buffer.from(TEXT)]);
    const odd = Buffer.concat([frames.subarray(0, loop + 15), hidden, frames.subarray(loop + 15)]);
    expect(strip(odd)).toEqual(frames);
    expect(await sharp(strip(odd), { animated: true }).metadata()).toMatchObject({ loop: 3, pages: 2, delay: [40, 70] });
  });

  it('is given up where it breaks off', async () => {
    expect(stripMetadata('image/gif', (await animated()).subarray(0, -1), 1)).toBeUndefined();
  });
});

it('[S16] an animated WebP loses what hides in its frames, not the frames', async () => {
  const bytes = await sharp(Buffer.alloc(3 * 20 * 40, 90).fill(200, 3 * 20 * 20), {
    raw: { width: 20, height: 40, channels: 3, pageHeight: 20 },
  })
    .webp({ loop: 3, delay: [40, 70], lossless: true })
    .toBuffer();
  const frame = bytes.indexOf('ANMF');
  const end = frame + 8 + bytes.readUInt32LE(frame + 4);
  const hidden = Buffer.from('META\x0c\0\0\0HOME ADDRESS', 'latin1');
  const odd = Buffer.concat([bytes.subarray(0, end), hidden, bytes.subarray(end)]);
  odd.writeUInt32LE(bytes.readUInt32LE(4) + hidden.length, 4);
  odd.writeUInt32LE(bytes.readUInt32LE(frame + 4) + hidden.length, frame + 4);
  const clean = stripMetadata('image/webp', odd, 1)!;
  expect(clean).toEqual(bytes);
  expect(await sharp(clean, { animated: true }).metadata()).toMatchObject({ pages: 2, loop: 3, delay: [40, 70] });
});
