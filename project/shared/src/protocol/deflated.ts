/** A frame within a frame (F7): the raw deflate of a whole Frame buffer. Deflating and inflating is left to what the platform has for it. */
import { encodePrefixedEnvelope, putBytes, readerOf } from './flatbuffer.js';
import { PROTOCOL_VERSION } from './frame.js';
import { Body } from './generated/body.js';
import { Frame } from './generated/frame.js';

/** A shorter frame is sent as it is. */
export const MIN_DEFLATED_BYTES = 1_024;

/** The outer frame behind its length prefix. */
export const encodeDeflated = (deflated: Uint8Array, ref: number): Uint8Array =>
  encodePrefixedEnvelope((b) => {
    const bytes = putBytes(b, deflated);
    Frame.startFrame(b);
    Frame.addRef(b, ref);
    Frame.addDeflated(b, bytes);
    return Frame.endFrame(b);
  });

/** What is deflated in a frame that verify() accepted; undefined: nothing. */
export function deflatedOf(bytes: Uint8Array): Uint8Array | undefined {
  const frame = Frame.getRootAsFrame(readerOf(bytes));
  return frame.version() === PROTOCOL_VERSION && frame.bodyType() === Body.NONE ? (frame.deflatedArray() ?? undefined) : undefined;
}

/** Whether the answer to a frame that verify() accepted may be deflated. */
export const acceptsDeflated = (bytes: Uint8Array): boolean => Frame.getRootAsFrame(readerOf(bytes)).acceptsDeflated();
