// WebP: a RIFF container; chunks of a type, a length and data, padded to an even length. A frame of an animation is a chunk of chunks.
import { isTurned, orientationTiff } from './orientation.js';

const HEADER_BYTES = 12;
const CHUNK_HEAD_BYTES = 8;
/** Of a frame: where it is, how large and how long it is shown. */
const FRAME_BYTES = 16;
const FEATURES_BYTES = 10;
const PICTURE: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'ALPH']);
/** Flags of VP8X. */
const HAS_EXIF = 0x08;
const HAS_XMP = 0x04;

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** Without EXIF, XMP and what is unknown, in frames too. undefined: it is not made as the standard says. */
export function stripWebp(bytes: Buffer, orientation: number): Buffer | undefined {
  const size = bytes.length >= HEADER_BYTES ? bytes.readUInt32LE(4) + 8 : 0;
  if (size < HEADER_BYTES || size > bytes.length) return undefined;
  const turned = isTurned(orientation);
  const chunks = chunksOf(bytes.subarray(HEADER_BYTES, size))?.map((chunk) => kept(chunk, turned));
  if (chunks === undefined || chunks.includes('broken')) return undefined;
  const parts = chunks.filter((chunk) => typeof chunk === 'object');
  if (turned && parts.some(({ type }) => type === 'VP8X')) parts.push({ type: 'EXIF', data: orientationTiff(orientation) });
  return encode({ type: 'RIFF', data: Buffer.concat([Buffer.from('WEBP'), ...parts.map(encode)]) });
}

/** What is left of a chunk; undefined: nothing. */
function kept(chunk: Chunk, turned: boolean): Chunk | 'broken' | undefined {
  const { type, data } = chunk;
  if (PICTURE.has(type) || type === 'ANIM' || type === 'ICCP') return chunk;
  if (type === 'VP8X') return data.length < FEATURES_BYTES ? 'broken' : { type, data: withFlags(data, turned) };
  return type === 'ANMF' ? frameOf(data) : undefined;
}

function frameOf(data: Buffer): Chunk | 'broken' {
  const chunks = chunksOf(data.subarray(FRAME_BYTES));
  if (chunks === undefined) return 'broken';
  const picture = chunks.filter(({ type }) => PICTURE.has(type)).map(encode);
  return { type: 'ANMF', data: Buffer.concat([data.subarray(0, FRAME_BYTES), ...picture]) };
}

function withFlags(data: Buffer, exif: boolean): Buffer {
  const features = Buffer.from(data.subarray(0, FEATURES_BYTES));
  features[0] = (data[0]! & ~(HAS_EXIF | HAS_XMP)) | (exif ? HAS_EXIF : 0);
  return features;
}

/** undefined: one is longer than there are bytes. */
function chunksOf(bytes: Buffer): Chunk[] | undefined {
  const chunks: Chunk[] = [];
  for (let at = 0; at + CHUNK_HEAD_BYTES <= bytes.length;) {
    const from = at + CHUNK_HEAD_BYTES;
    const length = bytes.readUInt32LE(at + 4);
    const end = from + length + (length % 2);
    if (end > bytes.length) return undefined;
    chunks.push({ type: bytes.toString('latin1', at, at + 4), data: bytes.subarray(from, from + length) });
    at = end;
  }
  return chunks;
}

function encode({ type, data }: Chunk): Buffer {
  const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}
