// WebP: a RIFF container; chunks of a type, a length and data, padded to an even length.
import { isTurned, orientationTiff } from './orientation.js';

const HEADER_BYTES = 12;
const KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** Flags of VP8X. */
const HAS_EXIF = 0x08;
const HAS_XMP = 0x04;

/** Without EXIF, XMP and what is unknown. undefined: it is not made as the standard says. */
export function stripWebp(bytes: Buffer, orientation: number): Buffer | undefined {
  const parts: Buffer[] = [];
  let extended = false;
  const size = bytes.length >= HEADER_BYTES ? bytes.readUInt32LE(4) + 8 : 0;
  if (size < HEADER_BYTES || size > bytes.length) return undefined;
  for (let at = HEADER_BYTES; at + 8 <= size;) {
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (end > size) return undefined;
    const type = bytes.toString('latin1', at, at + 4);
    if (type === 'VP8X') {
      extended = length >= 1;
      parts.push(withFlags(bytes.subarray(at, end), isTurned(orientation)));
    } else if (KEPT.has(type)) parts.push(bytes.subarray(at, end));
    at = end;
  }
  if (extended && isTurned(orientation)) parts.push(chunk('EXIF', orientationTiff(orientation)));
  const body = Buffer.concat(parts);
  const header = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  header.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([header, body]);
}

function withFlags(chunk: Buffer, exif: boolean): Buffer {
  const changed = Buffer.from(chunk);
  changed[8] = (chunk[8]! & ~(HAS_EXIF | HAS_XMP)) | (exif ? HAS_EXIF : 0);
  return changed;
}

/** Of even length. */
function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data]);
}
