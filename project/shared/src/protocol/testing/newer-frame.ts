import { Builder, type Offset } from 'flatbuffers';

/** A finished buffer made with the bare builder. */
export function build(put: (b: Builder) => Offset): Uint8Array {
  const b = new Builder(256);
  b.finish(put(b));
  return b.asUint8Array().slice();
}

/** A Frame with ref 7 as a newer schema writes it: extra fields after those of today are written by `more`. */
export const newerFrame = (type: number, putBody: (b: Builder) => Offset, more: (b: Builder) => void = () => undefined): Uint8Array =>
  build((b) => {
    const body = putBody(b);
    b.startObject(9);
    b.addFieldInt32(1, 7, 0);
    b.addFieldInt8(2, type, 0);
    b.addFieldOffset(3, body, 0);
    more(b);
    return b.endObject();
  });

export const empty = (b: Builder): Offset => {
  b.startObject(0);
  return b.endObject();
};
