/**
 * Hops 3, 8 and 9: the stream of size-prefixed frames (4-byte little-endian length, then a Frame buffer).
 * Bounded: a length over the limit is refused before a byte of that frame is kept; a frame in progress holds ≤ 2 × what arrived.
 */
import { u16, u32 } from './little-endian.js';

export const PROTOCOL_VERSION = 1;
/** Longest frame of an authenticated session, without its prefix. */
export const MAX_FRAME_BYTES = 65_536;
/** Longest frame before authentication. */
export const MAX_HELLO_BYTES = 4_096;
export const PREFIX_BYTES = 4;
const FIRST_ALLOCATION_BYTES = 1_024;

const VERSION_SLOT = 0;
const REF_SLOT = 1;
const BODY_TYPE_SLOT = 2;

/** Position of a field of the root table, or 0. The buffer has passed verify(). */
function rootField(bytes: Uint8Array, slot: number): number {
  const table = u32(bytes, 0);
  const vtable = table - (u32(bytes, table) | 0);
  const entry = 4 + 2 * slot;
  const offset = entry < u16(bytes, vtable) ? u16(bytes, vtable + entry) : 0;
  return offset === 0 ? 0 : table + offset;
}

/** Type number of the frame's body, for upKind() and downKind(); 0 = none, and numbers of a newer peer occur. After verify(…, 'header'). */
export function frameKind(bytes: Uint8Array): number {
  const at = rootField(bytes, BODY_TYPE_SLOT);
  return at === 0 ? 0 : bytes[at]!;
}

/** The frame's wire version; the schema's default when it is absent. After verify(…, 'header'). */
export function frameVersion(bytes: Uint8Array): number {
  const at = rootField(bytes, VERSION_SLOT);
  return at === 0 ? PROTOCOL_VERSION : bytes[at]!;
}

/** The frame's ref, 0 = none. After verify(…, 'header'). */
export function frameRef(bytes: Uint8Array): number {
  const at = rootField(bytes, REF_SLOT);
  return at === 0 ? 0 : u32(bytes, at);
}

/** A copy of the frame behind its length. */
export function withLengthPrefix(frame: Uint8Array): Uint8Array {
  const prefixed = new Uint8Array(PREFIX_BYTES + frame.length);
  new DataView(prefixed.buffer).setUint32(0, frame.length, true);
  prefixed.set(frame, PREFIX_BYTES);
  return prefixed;
}

/** The frame of one length-prefixed buffer, as a view. */
export const withoutLengthPrefix = (prefixed: Uint8Array): Uint8Array => prefixed.subarray(PREFIX_BYTES);

/** Exactly one frame of a size that peers take: anything else in a stream makes what follows unreadable. */
export const isOneFrame = (prefixed: Uint8Array): boolean =>
  prefixed.length > PREFIX_BYTES &&
  prefixed.length <= PREFIX_BYTES + MAX_FRAME_BYTES &&
  u32(prefixed, 0) === prefixed.length - PREFIX_BYTES;

export type FrameRead =
  | { readonly at: 'frame'; readonly bytes: Uint8Array }
  | { readonly at: 'need-more' }
  | { readonly at: 'too-large'; readonly declared: number };

type ReaderState =
  | { readonly at: 'between' }
  | { readonly at: 'partial'; bytes: Uint8Array; filled: number }
  | { readonly at: 'refused'; readonly declared: number };

const NEED_MORE: FrameRead = { at: 'need-more' };
const BETWEEN: ReaderState = { at: 'between' };
const EMPTY = new Uint8Array(0);

/**
 * Cuts a byte stream into frames. Call next() until 'need-more' after every push: only then is the pushed memory free for reuse,
 * and frames that lay whole in a chunk are views of it. After 'too-large' the stream is lost: everything further is dropped.
 */
export class FrameReader {
  #maxFrameBytes: number;
  #rest: Uint8Array = EMPTY;
  #state: ReaderState = BETWEEN;

  constructor(options: { maxFrameBytes: number }) {
    this.#maxFrameBytes = options.maxFrameBytes;
  }

  /** Bytes that are held or wait in the last chunk. */
  get pendingBytes(): number {
    return this.#rest.length + (this.#state.at === 'partial' ? this.#state.filled : 0);
  }

  setMaxFrameBytes(maxFrameBytes: number): void {
    this.#maxFrameBytes = maxFrameBytes;
  }

  push(chunk: Uint8Array): void {
    if (this.#state.at === 'refused') return;
    this.#rest = this.#rest.length === 0 ? chunk : joined(this.#rest, chunk);
  }

  next(): FrameRead {
    if (this.#state.at === 'refused') return { at: 'too-large', declared: this.#state.declared };
    return this.#state.at === 'partial' ? this.#continue(this.#state) : this.#begin();
  }

  /** A frame that lies whole in the chunk is not copied. */
  #begin(): FrameRead {
    const rest = this.#rest;
    if (rest.length === 0) return NEED_MORE;
    if (rest.length >= PREFIX_BYTES) {
      const declared = u32(rest, 0);
      if (declared > this.#maxFrameBytes) return this.#refuse(declared);
      const end = PREFIX_BYTES + declared;
      if (rest.length >= end) {
        this.#rest = rest.subarray(end);
        return { at: 'frame', bytes: rest.subarray(PREFIX_BYTES, end) };
      }
    }
    return this.#continue(
      (this.#state = { at: 'partial', bytes: new Uint8Array(Math.max(FIRST_ALLOCATION_BYTES, rest.length)), filled: 0 }),
    );
  }

  #continue(partial: Extract<ReaderState, { at: 'partial' }>): FrameRead {
    if (!this.#fill(partial, PREFIX_BYTES)) return NEED_MORE;
    const declared = u32(partial.bytes, 0);
    if (declared > this.#maxFrameBytes) return this.#refuse(declared);
    if (!this.#fill(partial, PREFIX_BYTES + declared)) return NEED_MORE;
    this.#state = BETWEEN;
    return { at: 'frame', bytes: partial.bytes.subarray(PREFIX_BYTES, partial.filled) };
  }

  /** Moves bytes of the chunk to the frame in progress; true when it has `target` bytes. */
  #fill(partial: Extract<ReaderState, { at: 'partial' }>, target: number): boolean {
    const count = Math.min(target - partial.filled, this.#rest.length);
    if (count <= 0) return partial.filled >= target;
    const needed = partial.filled + count;
    if (needed > partial.bytes.length) partial.bytes = grown(partial.bytes, Math.min(target, 2 * needed));
    partial.bytes.set(this.#rest.subarray(0, count), partial.filled);
    partial.filled = needed;
    this.#rest = this.#rest.subarray(count);
    return needed === target;
  }

  #refuse(declared: number): FrameRead {
    this.#state = { at: 'refused', declared };
    this.#rest = EMPTY;
    return { at: 'too-large', declared };
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = grown(a, a.length + b.length);
  both.set(b, a.length);
  return both;
}

function grown(bytes: Uint8Array, length: number): Uint8Array {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
}
