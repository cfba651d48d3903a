import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDown, downKind, encodeDown } from './down.js';
import { frameKind, frameRef, MAX_FRAME_BYTES, withLengthPrefix, withoutLengthPrefix } from './frame.js';
import { Body } from './generated/body.js';
import { decodeToAccess, decodeToLogic, encodeToAccess, encodeToLogic } from './inside.js';
import { UNTOUCHED } from './messages/entry.js';
import { decodeMessageBody, encodeMessageBody } from './messages/message-body.js';
import { anyDown, anyMessageBody, anyRef, anyToAccess, anyToLogic, anyUp } from './testing/arbitrary-messages.js';
import { decodeUp, encodeUp, upKind } from './up.js';
import { verify } from './verify.js';

const RUNS = { numRuns: 2_000 };

describe('[O7] every message comes back as it was sent', () => {
  it('up: the frame passes both verifier modes and only reads as an up frame', () => {
    fc.assert(
      fc.property(anyUp, anyRef, (message, ref) => {
        const frame = withoutLengthPrefix(encodeUp(message, ref));
        expect([verify('Frame', frame), verify('Frame', frame, 'header')]).toEqual([true, true]);
        expect([upKind(frameKind(frame)), downKind(frameKind(frame)), frameRef(frame)]).toEqual([message.kind, undefined, ref]);
        expect(decodeUp(frame)).toEqual({ ref, message });
        expect(decodeDown(frame)).toBeUndefined();
      }),
      RUNS,
    );
  });

  it('down: the frame passes both verifier modes and only reads as a down frame', () => {
    fc.assert(
      fc.property(anyDown, anyRef, (message, ref) => {
        const frame = withoutLengthPrefix(encodeDown(message, ref));
        expect([verify('Frame', frame), verify('Frame', frame, 'header')]).toEqual([true, true]);
        expect([upKind(frameKind(frame)), downKind(frameKind(frame)), frameRef(frame)]).toEqual([undefined, message.kind, ref]);
        expect(decodeDown(frame)).toEqual({ ref, message });
        expect(decodeUp(frame)).toBeUndefined();
      }),
      RUNS,
    );
  });

  it('inside: access → logic', () => {
    fc.assert(
      fc.property(anyToLogic, (message) => {
        const envelope = encodeToLogic(message);
        expect(verify('ToLogic', envelope)).toBe(true);
        expect(decodeToLogic(envelope)).toEqual(message);
      }),
      RUNS,
    );
  });

  it('inside: logic → access', () => {
    fc.assert(
      fc.property(anyToAccess, (message) => {
        const envelope = encodeToAccess(message);
        expect(verify('ToAccess', envelope)).toBe(true);
        expect(decodeToAccess(envelope)).toEqual(message);
      }),
      RUNS,
    );
  });

  it('message bodies', () => {
    fc.assert(
      fc.property(anyMessageBody, (body) => {
        const bytes = encodeMessageBody(body);
        expect(verify('MessageBody', bytes)).toBe(true);
        expect(decodeMessageBody(bytes)).toEqual(body);
      }),
      RUNS,
    );
  });

  it('the union of the schema is the sum of both directions', () => {
    const types = Object.values(Body).filter((type) => typeof type === 'number' && type !== Body.NONE) as number[];
    expect(types.filter((type) => (upKind(type) === undefined) === (downKind(type) === undefined))).toEqual([]);
  });
});

describe('encoded buffers', () => {
  it('an earlier one is untouched by those encoded after it', () => {
    fc.assert(
      fc.property(fc.array(anyDown, { minLength: 2, maxLength: 12 }), (messages) => {
        const frames = messages.map((message) => encodeDown(message));
        expect(frames.map((frame) => decodeDown(withoutLengthPrefix(frame))?.message)).toEqual(messages);
      }),
      { numRuns: 300 },
    );
  });

  it('message bodies own their memory', () => {
    const [first, second] = [encodeMessageBody({ text: 'first' }), encodeMessageBody({ text: 'second' })];
    expect([decodeMessageBody(first).text, decodeMessageBody(second).text]).toEqual(['first', 'second']);
    expect([first.buffer.byteLength, second.buffer.byteLength]).toEqual([first.length, second.length]);
  });

  it('a throwing encode leaves nothing behind for the next', () => {
    const broken = { kind: 'userMessage', conversationId: '1', entries: [undefined] } as never;
    expect(() => encodeUp(broken)).toThrow();
    expect(decodeUp(withoutLengthPrefix(encodeUp({ kind: 'cancel', ref: 7 }, 8)))).toEqual({ ref: 8, message: { kind: 'cancel', ref: 7 } });
  });

  it('larger than the builder was at first, and than a slab', () => {
    const body = new Uint8Array(3_000_000).fill(7);
    const frame = withoutLengthPrefix(
      encodeUp({ kind: 'userMessage', conversationId: '1', entries: [{ clientMsgId: '2', kind: 'message', targetSeq: 0, body }] }),
    );
    const received = decodeUp(frame)?.message;
    expect(received?.kind === 'userMessage' && received.entries[0]?.body).toEqual(body);
    expect(encodeUp({ kind: 'cancel', ref: 1 }).length).toBeLessThan(64);
  });

  it('bodies of pushed entries own their memory, so that storing one stores no more', () => {
    const entry = {
      seq: 1,
      messageId: '1',
      senderId: '1',
      clientMsgId: '1',
      kind: 'message',
      countableNo: 1,
      createdAt: 1,
      targetSeq: 0,
      ...UNTOUCHED,
    } as const;
    const frame = encodeDown({ kind: 'pushMessage', conversationId: '1', epoch: 1, entries: [{ ...entry, body: new Uint8Array(100) }] });
    const received = decodeDown(withoutLengthPrefix(frame))?.message;
    expect(received?.kind === 'pushMessage' && received.entries[0]?.body.buffer.byteLength).toBe(100);
  });

  it('the length prefix says the length of what follows', () => {
    fc.assert(
      fc.property(anyUp, (message) => {
        const prefixed = encodeUp(message);
        expect(withLengthPrefix(withoutLengthPrefix(prefixed))).toEqual(prefixed);
        expect(new DataView(prefixed.buffer, prefixed.byteOffset).getUint32(0, true)).toBe(prefixed.length - 4);
      }),
    );
  });

  it('64 text messages of 500 bytes fit in one frame', () => {
    const body = encodeMessageBody({ text: 'x'.repeat(500) });
    const entries = Array.from({ length: 64 }, (_, i) => ({ clientMsgId: String(i + 1), kind: 'message' as const, targetSeq: 0, body }));
    expect(encodeUp({ kind: 'userMessage', conversationId: '1', entries }).length).toBeLessThan(MAX_FRAME_BYTES);
  });
});
