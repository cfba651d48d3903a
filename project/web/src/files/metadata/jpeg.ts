// JPEG (ITU T.81, B.1): segments, and behind SOS the coded pixels, in which FF is followed by 00 or a restart marker.
import { isTurned, orientationTiff } from './orientation.js';

const SOF0 = 0xc0;
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const JFIF_BYTES = 14;
const ADOBE_BYTES = 12;

/**
 * Of what is not the picture (applications, comments, extensions that nobody reads) what decoders need: version and density, the color
 * profile, how the colors are stored.
 */
function kept(marker: number, data: Buffer): Buffer | undefined {
  if (marker < APP0) return data;
  const begins = (text: string): boolean => data.toString('latin1', 0, text.length) === text;
  if (marker === APP0 && begins('JFIF\0') && data.length >= JFIF_BYTES) return withoutThumbnail(data);
  if (marker === APP2 && begins('ICC_PROFILE\0')) return data;
  if (marker === APP14 && begins('Adobe')) return data.subarray(0, ADOBE_BYTES);
  return undefined;
}

function withoutThumbnail(jfif: Buffer): Buffer {
  const data = Buffer.from(jfif.subarray(0, JFIF_BYTES));
  data.writeUInt16BE(0, JFIF_BYTES - 2);
  return data;
}

/** Without everything that is not the picture; what comes behind it as well. undefined: it is not made as the standard says. */
export function stripJpeg(bytes: Buffer, orientation: number): Buffer | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xff00 + SOI) return undefined;
  const parts: Buffer[] = [bytes.subarray(0, 2)];
  let turned = isTurned(orientation);
  for (let at = 2; at + 2 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) return Buffer.concat([...parts, bytes.subarray(at, at + 2)]);
    const length = at + 4 <= bytes.length ? bytes.readUInt16BE(at + 2) : 0;
    const end = at + 2 + length;
    if (marker < SOF0 || isAlone(marker) || length < 2 || end > bytes.length) return undefined;
    const data = kept(marker, bytes.subarray(at + 4, end));
    if (turned && marker !== APP0) {
      // EXIF comes before everything but JFIF
      parts.push(...segment(APP1, Buffer.concat([Buffer.from('Exif\0\0'), orientationTiff(orientation)])));
      turned = false;
    }
    if (data !== undefined) parts.push(...segment(marker, data));
    at = marker === SOS ? endOfScan(bytes, end) : end;
    if (marker === SOS) parts.push(bytes.subarray(end, at));
  }
  return undefined;
}

/** Of those that have no length, none belongs between segments. */
const isAlone = (marker: number): boolean => isRestart(marker) || marker === SOI;
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

function segment(marker: number, data: Buffer): [Buffer, Buffer] {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return [head, data];
}

/** Where the next marker is; the end where there is none. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at;
  }
  return bytes.length;
}
