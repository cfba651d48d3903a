import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader, type FrameRead, isOneFrame, MAX_FRAME_BYTES, MAX_HELLO_BYTES, withLengthPrefix } from './frame.js';

const concatenated = (parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const prefix = (length: number): Uint8Array => withLengthPrefix(new Uint8Array(0)).map((_, i) => (length >>> (8 * i)) & 0xff);
const NEED_MORE: FrameRead = { at: 'need-more' };

/** Everything the reader gives before it needs more, or up to its refusal. */
function drained(reader: FrameReader): Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (;;) {
    const read = reader.next();
    if (read.at !== 'frame') return frames;
    frames.push(read.bytes.slice());
  }
}

/** The stream cut at the given places. */
function chunks(stream: Uint8Array, cuts: number[]): Uint8Array[] {
  const places = [0, ...cuts.map((cut) => cut % (stream.length + 1)), stream.length].sort((a, b) => a - b);
  return places.slice(1).map((end, i) => stream.subarray(places[i], end));
}

const frames = fc.array(fc.uint8Array({ maxLength: 3_000, size: 'max' }), { maxLength: 8 });
const cuts = fc.array(fc.nat(), { maxLength: 30 });

describe('FrameReader', () => {
  it('[O4] gives the same frames however the stream is cut, out of one reused buffer', () => {
    fc.assert(
      fc.property(frames, cuts, (sent, at) => {
        const stream = concatenated(sent.map(withLengthPrefix));
        const reader = new FrameReader({ maxFrameBytes: 3_000 });
        const buffer = new Uint8Array(stream.length);
        const received = chunks(stream, at).flatMap((chunk) => {
          buffer.fill(0xee).set(chunk);
          reader.push(buffer.subarray(0, chunk.length));
          return drained(reader);
        });
        expect(received).toEqual(sent);
        expect(reader.pendingBytes).toBe(0);
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes single bytes, and several pushes before one next()', () => {
    const sent = [new Uint8Array([1, 2, 3]), new Uint8Array(0), new Uint8Array(300).fill(4)];
    const reader = new FrameReader({ maxFrameBytes: 300 });
    for (const byte of concatenated(sent.map(withLengthPrefix))) reader.push(new Uint8Array([byte]));
    expect(drained(reader)).toEqual(sent);
  });

  it('does not copy a frame that lies whole in a chunk', () => {
    const chunk = concatenated([withLengthPrefix(new Uint8Array([1, 2])), withLengthPrefix(new Uint8Array([3]))]);
    const reader = new FrameReader({ maxFrameBytes: 10 });
    reader.push(chunk);
    const reads = [reader.next(), reader.next()];
    expect(reads.map((read) => read.at === 'frame' && read.bytes.buffer === chunk.buffer)).toEqual([true, true]);
  });

  it('[O5] refuses a length over the limit wherever the stream is cut, before keeping a byte of that frame', () => {
    const length = fc.oneof(
      fc.integer({ min: MAX_HELLO_BYTES + 1, max: 0xffff_ffff }),
      fc.constantFrom(0xffff_ffff, 0x8000_0000, MAX_HELLO_BYTES + 1),
    );
    fc.assert(
      fc.property(frames, length, cuts, (before, declared, at) => {
        const stream = concatenated([...before.map(withLengthPrefix), prefix(declared), new Uint8Array(5_000)]);
        const reader = new FrameReader({ maxFrameBytes: MAX_HELLO_BYTES });
        const received = chunks(stream, at).flatMap((chunk) => {
          reader.push(chunk);
          return drained(reader);
        });
        expect(received).toEqual(before);
        expect(reader.next()).toEqual({ at: 'too-large', declared });
        reader.push(new Uint8Array(100_000));
        expect([reader.next(), reader.pendingBytes]).toEqual([{ at: 'too-large', declared }, 0]);
      }),
      { numRuns: 500 },
    );
  });

  it('[O5] the limit itself is accepted, one byte more is not', () => {
    const reader = new FrameReader({ maxFrameBytes: 100 });
    reader.push(withLengthPrefix(new Uint8Array(100)));
    expect(reader.next().at).toBe('frame');
    reader.push(prefix(101));
    expect(reader.next()).toEqual({ at: 'too-large', declared: 101 });
  });

  it('[O5] a lying prefix holds what arrived, not what it declares', () => {
    const reader = new FrameReader({ maxFrameBytes: MAX_FRAME_BYTES });
    reader.push(prefix(MAX_FRAME_BYTES));
    expect([reader.next(), reader.pendingBytes]).toEqual([NEED_MORE, 4]);
    reader.push(new Uint8Array(10));
    expect([reader.next(), reader.pendingBytes]).toEqual([NEED_MORE, 14]);
  });

  it.each([0, 1_100])('[O5] 1,000 lying prefixes with %i bytes behind each cost less than 8 KiB each', (count) => {
    const chunk = concatenated([prefix(MAX_FRAME_BYTES), new Uint8Array(count)]);
    const before = process.memoryUsage().arrayBuffers;
    const readers = Array.from({ length: 1_000 }, () => new FrameReader({ maxFrameBytes: MAX_FRAME_BYTES }));
    for (const reader of readers) {
      for (let at = 0; at < chunk.length; at += 500) {
        reader.push(chunk.subarray(at, at + 500));
        reader.next();
      }
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8_192_000);
    expect(readers.map((reader) => reader.pendingBytes)).toEqual(readers.map(() => chunk.length));
  });

  it('a raised limit counts from the next frame on', () => {
    const reader = new FrameReader({ maxFrameBytes: 2 });
    reader.push(concatenated([withLengthPrefix(new Uint8Array(2)), withLengthPrefix(new Uint8Array(3))]));
    expect(reader.next().at).toBe('frame');
    reader.setMaxFrameBytes(3);
    expect(reader.next()).toEqual({ at: 'frame', bytes: new Uint8Array(3) });
  });
});

describe('what a node writes', () => {
  it('[S21] is one frame: not less, not more, not larger than peers take', () => {
    const frame = withLengthPrefix(new Uint8Array(9));
    const largest = withLengthPrefix(new Uint8Array(MAX_FRAME_BYTES));
    expect([frame, largest].map(isOneFrame)).toEqual([true, true]);
    const wrong = [frame.subarray(1), frame.subarray(0, 12), concatenated([frame, frame]), new Uint8Array(0), new Uint8Array(4)];
    expect([...wrong, withLengthPrefix(new Uint8Array(MAX_FRAME_BYTES + 1))].filter(isOneFrame)).toEqual([]);
  });
});
