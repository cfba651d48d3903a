import { Buffer } from 'node:buffer';

const FINAL_BINARY = 0x82;
const MAX_LENGTH_7 = 125;
const MAX_LENGTH_16 = 0xffff;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

const messages = new WeakMap<Uint8Array, Buffer>();

/**
 * The bytes on the wire (RFC 6455, section 5.2) of a binary message of a server. A push goes to hundreds of sessions: they are made once
 * for all of them, and kept as long as the frame is. Until they are written the frame must not be changed.
 */
export function messageOf(frame: Uint8Array): Buffer {
  const known = messages.get(frame);
  if (known !== undefined) return known;
  const made = Buffer.concat([header(frame.length), frame]);
  messages.set(frame, made);
  return made;
}

function header(length: number): Uint8Array {
  if (length <= MAX_LENGTH_7) return Buffer.of(FINAL_BINARY, length);
  if (length <= MAX_LENGTH_16) return Buffer.of(FINAL_BINARY, LENGTH_16, length >>> 8, length & 0xff);
  const long = Buffer.alloc(10);
  long[0] = FINAL_BINARY;
  long[1] = LENGTH_64;
  long.writeUInt32BE(length, 6);
  return long;
}
