import { type FrameReader } from '@godwit/shared/protocol/frame';

/** Hands on every frame that is complete; false: the peer declared one that is too large, and the stream is lost. */
export function readFrames(reader: FrameReader, chunk: Uint8Array, frame: (bytes: Uint8Array) => void): boolean {
  reader.push(chunk);
  for (;;) {
    const read = reader.next();
    if (read.at === 'need-more') return true;
    if (read.at === 'too-large') return false;
    frame(read.bytes);
  }
}
