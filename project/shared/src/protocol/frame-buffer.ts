import { type Builder, encodePrefixedRoot, type Offset, readerOf } from './flatbuffer.js';
import type { Body } from './generated/body.js';
import { Frame } from './generated/frame.js';

/** A Frame buffer behind its length prefix. */
export function encodeFrame(type: Body, ref: number, put: (b: Builder) => Offset): Uint8Array {
  return encodePrefixedRoot((b) => {
    const body = put(b);
    Frame.startFrame(b);
    Frame.addRef(b, ref);
    Frame.addBodyType(b, type);
    Frame.addBody(b, body);
    return Frame.endFrame(b);
  });
}

export const openFrame = (bytes: Uint8Array): Frame => Frame.getRootAsFrame(readerOf(bytes));

/** The body as the table that its type says; verify() has paired the two. */
export const bodyOf = <T>(root: { body(table: T): unknown }, table: T): T => root.body(table) as T;
