import { ByteBuffer } from 'flatbuffers';

const READS = { readUint8: 1, readUint16: 2, readInt32: 4 } as const;

/** From here on accessors that read outside of their buffer throw; the library itself reads zeros and strangers. Returns the end of it. */
export function guardReads(): () => void {
  const undo: (() => void)[] = [];
  for (const [name, width] of Object.entries(READS) as [keyof typeof READS, number][]) {
    const original = ByteBuffer.prototype[name];
    undo.push(() => (ByteBuffer.prototype[name] = original));
    ByteBuffer.prototype[name] = function (this: ByteBuffer, at: number): number {
      if (!(at >= 0 && at + width <= this.capacity())) throw new Error(`${name} at ${at} of ${this.capacity()}`);
      return original.call(this, at);
    };
  }
  return () => undo.forEach((restore) => restore());
}
