/**
 * Writing and reading FlatBuffers for messages/*.ts. One builder and one reader serve the whole process: both are used
 * synchronously, an encoded buffer is copied out, and decoded byte vectors are views of the buffer that was read.
 */
import { Builder, ByteBuffer, type Offset } from 'flatbuffers';
import { type Id, NO_ID, idFromParts, idParts } from '../ids/id.js';
import { Id as IdStruct } from './generated/id.js';

export type { Builder, Offset };

const INITIAL_BYTES = 16_384;
/** A builder that one huge message made larger than this is not kept. */
const KEEP_BYTES = 1_048_576;
/** Slabs for encoded envelopes: an allocation per envelope costs more than writing it. */
const SLAB_BYTES = 65_536;
const LARGEST_IN_SLAB_BYTES = 4_096;
const SCRATCH_BYTES = 4_096;
/** UTF-8 bytes of one UTF-16 unit, at most. */
const UNIT_BYTES = 3;
const ID_BYTES = 8;
const OFFSET_BYTES = 4;

let builder = new Builder(INITIAL_BYTES);
let slab = { bytes: new Uint8Array(0), used: 0 };
const scratch = new Uint8Array(SCRATCH_BYTES);
const encoder = new TextEncoder();

/** Where a finished buffer lies in the builder, valid until the next one. */
function built(build: (b: Builder) => Offset, prefixed: boolean): Uint8Array {
  if (builder.dataBuffer().capacity() > KEEP_BYTES) builder = new Builder(INITIAL_BYTES);
  const b = builder;
  b.clear();
  b.finish(build(b));
  // Written after finish(): every alignment stays relative to the buffer itself, with or without its prefix.
  if (prefixed) b.addInt32(b.offset());
  const bytes = b.dataBuffer().bytes();
  return bytes.subarray(bytes.length - b.offset());
}

/** A copy that shares its memory with other envelopes: for sending, not for keeping. */
function copyToSlab(bytes: Uint8Array): Uint8Array {
  if (bytes.length > LARGEST_IN_SLAB_BYTES) return bytes.slice();
  if (slab.used + bytes.length > slab.bytes.length) slab = { bytes: new Uint8Array(SLAB_BYTES), used: 0 };
  const start = slab.used;
  slab.used += bytes.length;
  slab.bytes.set(bytes, start);
  return slab.bytes.subarray(start, slab.used);
}

/** The finished buffer of the root table that `build` writes, in memory of its own. */
export const encodeRoot = (build: (b: Builder) => Offset): Uint8Array => built(build, false).slice();

/** The same, to be sent soon: it keeps a slab of 64 KiB alive. */
export const encodeEnvelope = (build: (b: Builder) => Offset): Uint8Array => copyToSlab(built(build, false));

/** The same behind its length (4 bytes, little-endian). */
export const encodePrefixedEnvelope = (build: (b: Builder) => Offset): Uint8Array => copyToSlab(built(build, true));

/** 0 = absent. An Id is a struct: it must be written between start and end of its table. */
export function putId(b: Builder, id: Id): Offset {
  if (id === NO_ID) return 0;
  const [lo, hi] = idParts(id);
  return IdStruct.createId(b, lo, hi);
}

export const putString = (b: Builder, text: string): Offset => (text === '' ? 0 : b.createString(utf8Of(text)));

/** Valid until the next text. */
function utf8Of(text: string): Uint8Array {
  if (text.length * UNIT_BYTES > SCRATCH_BYTES) return encoder.encode(text);
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written);
}

export const putBytes = (b: Builder, bytes: Uint8Array): Offset => (bytes.length === 0 ? 0 : b.createByteVector(bytes));

export function putIds(b: Builder, ids: readonly Id[]): Offset {
  if (ids.length === 0) return 0;
  b.startVector(ID_BYTES, ids.length, OFFSET_BYTES);
  for (let i = ids.length - 1; i >= 0; i--) {
    const [lo, hi] = idParts(ids[i]!);
    IdStruct.createId(b, lo, hi);
  }
  return b.endVector();
}

export function putNumbers(b: Builder, numbers: readonly number[]): Offset {
  if (numbers.length === 0) return 0;
  b.startVector(4, numbers.length, 4);
  for (let i = numbers.length - 1; i >= 0; i--) b.addInt32(numbers[i]!);
  return b.endVector();
}

/** A vector of tables that `put` writes one by one. */
export function putAll<T>(b: Builder, items: readonly T[], put: (b: Builder, item: T) => Offset): Offset {
  return items.length === 0
    ? 0
    : putOffsets(
        b,
        items.map((item) => put(b, item)),
      );
}

export function putStrings(b: Builder, texts: readonly string[]): Offset {
  return texts.length === 0
    ? 0
    : putOffsets(
        b,
        texts.map((text) => b.createString(utf8Of(text))),
      );
}

function putOffsets(b: Builder, offsets: readonly Offset[]): Offset {
  b.startVector(OFFSET_BYTES, offsets.length, OFFSET_BYTES);
  for (let i = offsets.length - 1; i >= 0; i--) b.addOffset(offsets[i]!);
  return b.endVector();
}

const NO_BYTES = new Uint8Array(0);

/** Reader whose bytes can be exchanged, because a new ByteBuffer costs a TextDecoder. Keeps a leading U+FEFF of texts. */
class Reader extends ByteBuffer {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  read(bytes: Uint8Array): this {
    (this as unknown as { bytes_: Uint8Array }).bytes_ = bytes;
    return this;
  }

  override __string(at: number): string {
    const start = this.__vector(at);
    return this.#decoder.decode(this.bytes().subarray(start, start + this.__vector_len(at)));
  }
}

const reader = new Reader(NO_BYTES);

/** The shared reader, positioned on a verified buffer until the next call. */
export const readerOf = (bytes: Uint8Array): ByteBuffer => reader.read(bytes);

export const getId = (id: IdStruct | null): Id => (id === null ? NO_ID : idFromParts(id.lo(), id.hi()));

export const getString = (text: string | null): string => text ?? '';

/** A copy, for what readers keep: storing a view would store the whole buffer. */
export const copyBytes = (bytes: Uint8Array | null): Uint8Array => bytes?.slice() ?? NO_BYTES;

/** A view of the buffer, not a copy. */
export const getBytes = (bytes: Uint8Array | null): Uint8Array => bytes ?? NO_BYTES;

export function getAll<T, R>(length: number, at: (index: number) => T | null, get: (item: T) => R): R[] {
  const items = new Array<R>(length);
  for (let i = 0; i < length; i++) items[i] = get(at(i)!);
  return items;
}

export const nullable = <T, R>(item: T | null, get: (item: T) => R): R | null => (item === null ? null : get(item));
