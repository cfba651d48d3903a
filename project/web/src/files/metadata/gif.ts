// GIF89a: a header with a table of colors, then blocks; data comes in parts of a length byte each, the last one 0.

const HEADER_BYTES = 13;
const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const CONTROL = 0xf9;
const APPLICATION = 0xff;
/** Of the data of an extension, with the bytes that say how long its parts are. */
const CONTROL_BYTES = 5;
const APPLICATION_BYTES = 12;
const LOOP_BYTES = 4;
/** Both say how often it is repeated. */
const LOOPS = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0']);
const COLOR_PROFILE = 'ICCRGBG1012';

/** Pixels, how long they are shown, how often all is repeated, and the color profile; nothing else. undefined: it is not made as the standard says. */
export function stripGif(bytes: Buffer): Buffer | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  const first = HEADER_BYTES + colorBytes(bytes[10]!);
  const parts: Buffer[] = [bytes.subarray(0, first)];
  for (let at = first; at < bytes.length;) {
    const kind = bytes[at];
    if (kind === TRAILER) return Buffer.concat([...parts, bytes.subarray(at, at + 1)]);
    const end = kind === EXTENSION ? afterParts(bytes, at + 2) : kind === IMAGE ? afterImage(bytes, at) : undefined;
    if (end === undefined) return undefined;
    parts.push(kind === IMAGE ? bytes.subarray(at, end) : kept(bytes.subarray(at, end)));
    at = end;
  }
  return undefined;
}

const colorBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1));

/** What is left of an extension. */
function kept(extension: Buffer): Buffer {
  const label = extension[1];
  if (label === CONTROL) return cut(extension, CONTROL_BYTES);
  const application = label === APPLICATION ? extension.toString('latin1', 3, 2 + APPLICATION_BYTES) : '';
  if (application === COLOR_PROFILE) return extension;
  return LOOPS.has(application) ? cut(extension, APPLICATION_BYTES + LOOP_BYTES) : NOTHING;
}

const NOTHING = Buffer.alloc(0);

/** Up to this many bytes of its data. */
function cut(extension: Buffer, bytes: number): Buffer {
  const end = 2 + bytes;
  return extension.length <= end ? NOTHING : Buffer.concat([extension.subarray(0, end), Buffer.from([0])]);
}

function afterImage(bytes: Buffer, at: number): number | undefined {
  if (at + 10 > bytes.length) return undefined;
  return afterParts(bytes, at + 10 + colorBytes(bytes[at + 9]!) + 1);
}

function afterParts(bytes: Buffer, from: number): number | undefined {
  let at = from;
  while (at < bytes.length && bytes[at] !== 0) at += bytes[at]! + 1;
  return at < bytes.length ? at + 1 : undefined;
}
