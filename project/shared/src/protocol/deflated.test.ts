import { describe, expect, it } from 'vitest';
import { acceptsDeflated, deflatedOf, encodeDeflated } from './deflated.js';
import { decodeDown, encodeDown } from './down.js';
import { frameRef, withoutLengthPrefix } from './frame.js';
import { decodeUp, encodeUp } from './up.js';
import { verify } from './verify.js';

describe('[F-12] a frame within a frame', () => {
  const bytes = Uint8Array.from({ length: 3_000 }, (_, i) => i % 256);
  const frame = withoutLengthPrefix(encodeDeflated(bytes, 42));

  it('gives back its bytes and its ref', () => {
    expect([verify('Frame', frame), frameRef(frame), deflatedOf(frame)]).toEqual([true, 42, bytes]);
  });

  it('is nothing to those who do not know it', () => {
    expect([decodeDown(frame), decodeUp(frame)]).toEqual([undefined, undefined]);
  });

  it('is not what a frame with a body is', () => {
    expect(deflatedOf(withoutLengthPrefix(encodeDown({ kind: 'syncHint', reason: '', jitterMs: 0 })))).toBeUndefined();
  });

  it('is asked for by a flag that changes nothing else', () => {
    const question = { kind: 'cancel', ref: 5 } as const;
    const [plain, asking] = [encodeUp(question, 7), encodeUp(question, 7, true)].map(withoutLengthPrefix) as [Uint8Array, Uint8Array];
    expect([acceptsDeflated(plain), acceptsDeflated(asking)]).toEqual([false, true]);
    expect(decodeUp(asking)).toEqual(decodeUp(plain));
  });
});
