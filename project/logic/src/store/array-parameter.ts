/**
 * Arrays as binary parameters. A Buffer is sent by the driver as it is, in binary format: no text is built, escaped and parsed,
 * and bodies are copied once.
 * Layout: PostgreSQL array_send: int32 dimensions, has-null, element oid, length, lower bound, then (int32 size, bytes) each.
 */
import { type Id, idParts } from '@godwit/shared/ids/id';

const HEADER_BYTES = 20;
const OID = { bytea: 17, int8: 20, int2: 21 } as const;
const TWO_32 = 4_294_967_296;

function begin(oid: number, length: number, elementBytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(HEADER_BYTES + length * 4 + elementBytes);
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(0, 4);
  buffer.writeInt32BE(oid, 8);
  buffer.writeInt32BE(length, 12);
  buffer.writeInt32BE(1, 16);
  return buffer;
}

/** bigint[] of ids; each at most 2^63 − 1. */
export function idArray<T>(items: readonly T[], idOf: (item: T) => Id): Buffer {
  const buffer = begin(OID.int8, items.length, items.length * 8);
  let at = HEADER_BYTES;
  for (const item of items) {
    const [lo, hi] = idParts(idOf(item));
    buffer.writeInt32BE(8, at);
    buffer.writeUInt32BE(hi, at + 4);
    buffer.writeUInt32BE(lo, at + 8);
    at += 12;
  }
  return buffer;
}

/** bigint[] of whole numbers from 0 to 2^53. */
export function countArray<T>(items: readonly T[], countOf: (item: T) => number): Buffer {
  const buffer = begin(OID.int8, items.length, items.length * 8);
  let at = HEADER_BYTES;
  for (const item of items) {
    const count = countOf(item);
    buffer.writeInt32BE(8, at);
    buffer.writeUInt32BE(Math.floor(count / TWO_32), at + 4);
    buffer.writeUInt32BE(count % TWO_32, at + 8);
    at += 12;
  }
  return buffer;
}

/** smallint[] of small numbers from 0. */
export function smallArray<T>(items: readonly T[], numberOf: (item: T) => number): Buffer {
  const buffer = begin(OID.int2, items.length, items.length * 2);
  let at = HEADER_BYTES;
  for (const item of items) {
    buffer.writeInt32BE(2, at);
    buffer.writeInt16BE(numberOf(item), at + 4);
    at += 6;
  }
  return buffer;
}

/** bytea[]. */
export function bytesArray<T>(items: readonly T[], bytesOf: (item: T) => Uint8Array): Buffer {
  let total = 0;
  for (const item of items) total += bytesOf(item).length;
  const buffer = begin(OID.bytea, items.length, total);
  let at = HEADER_BYTES;
  for (const item of items) {
    const bytes = bytesOf(item);
    buffer.writeInt32BE(bytes.length, at);
    buffer.set(bytes, at + 4);
    at += 4 + bytes.length;
  }
  return buffer;
}
