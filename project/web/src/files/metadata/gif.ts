// GIF89a: a header with a table of colors, then blocks; data comes in parts of a length byte each, the last one 0.

const HEADER_BYTES = 13;
const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const COMMENT = 0xfe;
const APPLICATION = 0xff;
const APPLICATION_BYTES = 11;
/** How often it is repeated, and a color profile. */
const KEPT_APPLICATIONS = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012']);

/** Without comments, XMP and what comes behind the end. undefined: it is not made as the standard says. */
export function stripGif(bytes: Buffer): Buffer | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  const first = HEADER_BYTES + colorBytes(bytes[10]!);
  const parts: Buffer[] = [bytes.subarray(0, first)];
  for (let at = first; at < bytes.length;) {
    const kind = bytes[at];
    if (kind === TRAILER) return Buffer.concat([...parts, bytes.subarray(at, at + 1)]);
    const end = kind === EXTENSION ? afterParts(bytes, at + 2) : kind === IMAGE ? afterImage(bytes, at) : undefined;
    if (end === undefined) return undefined;
    if (kind === IMAGE || isKept(bytes, at)) parts.push(bytes.subarray(at, end));
    at = end;
  }
  return undefined;
}

const colorBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1));

function isKept(bytes: Buffer, at: number): boolean {
  const label = bytes[at + 1];
  if (label === COMMENT) return false;
  return label !== APPLICATION || KEPT_APPLICATIONS.has(bytes.toString('latin1', at + 3, at + 3 + APPLICATION_BYTES));
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
