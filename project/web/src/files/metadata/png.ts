// PNG: a signature and chunks of length, type, data and CRC.
import { crc32 } from 'node:zlib';
import { isTurned, orientationTiff } from './orientation.js';

const SIGNATURE_BYTES = 8;
const AROUND_DATA = 12;
/** Pixels, colors, transparency, density, frames of an animation. */
const KEPT = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'cICP',
  'sBIT',
  'bKGD',
  'pHYs',
  'acTL',
  'fcTL',
  'fdAT',
]);

/** Without texts, times, EXIF and what comes behind the end. undefined: it is not made as the standard says. */
export function stripPng(bytes: Buffer, orientation: number): Buffer | undefined {
  const parts: Buffer[] = [bytes.subarray(0, SIGNATURE_BYTES)];
  for (let at = SIGNATURE_BYTES; at + AROUND_DATA <= bytes.length;) {
    const end = at + AROUND_DATA + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (KEPT.has(type)) parts.push(bytes.subarray(at, end));
    if (type === 'IHDR' && isTurned(orientation)) parts.push(chunk('eXIf', orientationTiff(orientation)));
    if (type === 'IEND') return Buffer.concat(parts);
    at = end;
  }
  return undefined;
}

function chunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(AROUND_DATA + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  data.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}
