import type { Builder, Offset } from 'flatbuffers';
import { describe, expect, it } from 'vitest';
import { decodeDown, encodeDown } from './down.js';
import { frameKind, frameRef, frameVersion, MAX_FRAME_BYTES, withoutLengthPrefix } from './frame.js';
import { AccessBody } from './generated/access-body.js';
import { Body } from './generated/body.js';
import { BodyKind } from './generated/body-kind.js';
import { TABLES, UNIONS } from './generated/verify-tables.js';
import { decodeToLogic } from './inside.js';
import { decodeMessageBody, encodeMessageBody } from './messages/message-body.js';
import { build, empty, newerFrame } from './testing/newer-frame.js';
import { decodeUp, encodeUp, upKind } from './up.js';
import { verify, Verifier } from './verify.js';
import type { Schema } from './verify-rules.js';

/** A buffer of 32-bit words. */
const words = (...values: number[]): Uint8Array => new Uint8Array(Uint32Array.from(values).buffer);
/** Two 16-bit numbers as a word, as vtables are made of. */
const pair = (low: number, high: number): number => (low | (high << 16)) >>> 0;

/** A Frame whose body of the given type is the table at 40, with one field: an offset at 44 to what follows at 48. */
const framed = (type: number, slot: 0 | 1 | 2, ...rest: number[]): Uint8Array => {
  const entry = [0, 1, 2].map((each) => (each === slot ? 4 : 0)) as [number, number, number];
  const frame = [16, pair(12, 12), pair(0, 0), pair(8, 4), 12, 20, type];
  const vtable = [pair(10, 8), pair(entry[0], entry[1]), pair(entry[2], 0)];
  return words(...frame, ...vtable, 12, 4, ...rest);
};
const ENTRIES_SLOT = 2;

describe('[O6] crafted buffers', () => {
  it('nothing, and less than a root offset and a table', () => {
    expect([0, 1, 4, 7].map((length) => verify('Frame', new Uint8Array(length)))).toEqual([false, false, false, false]);
    expect(verify('Frame', new Uint8Array(4_096))).toBe(false);
  });

  it('52 bytes that claim a billion entries are refused without visiting them', () => {
    const bytes = framed(Body.PushMessage, ENTRIES_SLOT, 0x3fff_ffff);
    expect(bytes.length).toBe(52);
    const verifier = new Verifier({ tables: TABLES, unions: UNIONS });
    expect([verifier.verify('Frame', bytes), verifier.visitedBytes, verifier.visitedFields]).toEqual([false, 20, 7]);
    expect(verify('Frame', framed(Body.PushMessage, ENTRIES_SLOT, 0))).toBe(true);
  });

  it('vector lengths that overflow 32 bits when multiplied', () => {
    const lengths = [0x4000_0000, 0x4000_0001, 0x8000_0000, 0xffff_ffff];
    expect(lengths.map((length) => verify('Frame', framed(Body.PushMessage, ENTRIES_SLOT, length, 0, 0)))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(lengths.map((length) => verify('Frame', framed(Body.PresenceSubscribe, 0, length, 0, 0)))).toEqual([false, false, false, false]);
  });

  it('offsets that lead backwards, to themselves, or between aligned places', () => {
    const offsets = [0, 1, 2, 6, 0xffff_fffc, 0xffff_ffd4, 0x8000_0000];
    const frames = offsets.map((offset) => framed(Body.PushMessage, ENTRIES_SLOT, 1, offset, 0, 0));
    expect(frames.map((frame) => verify('Frame', frame))).toEqual(offsets.map(() => false));
  });

  it('a table that is its own vtable, or lies in it', () => {
    expect(verify('MessageBody', words(4, 0, 0, 0))).toBe(false);
    expect(verify('MessageBody', words(8, pair(8, 8), 4, 0))).toBe(false);
    expect(verify('MessageBody', words(8, pair(4, 8), 4, 0))).toBe(true);
  });

  it('a vtable between two aligned places', () => {
    const aligned = Uint8Array.from([12, 0, 0, 0, 4, 0, 4, 0, 0, 0, 0, 0, 8, 0, 0, 0]);
    const odd = Uint8Array.from([12, 0, 0, 0, 0, 4, 0, 4, 0, 0, 0, 0, 7, 0, 0, 0]);
    expect([aligned, odd].map((bytes) => verify('MessageBody', bytes))).toEqual([true, false]);
  });

  it('a vector whose elements are wider than its length, off their alignment', () => {
    const verifier = new Verifier({ tables: { Doubles: [{ is: 'vector', of: { is: 'scalar', size: 8 } }] }, unions: {} });
    const table = [12, pair(6, 8), pair(4, 0), 8];
    expect(verifier.verify('Doubles', words(...table, 8, 0, 1, 0, 0))).toBe(false);
    expect(verifier.verify('Doubles', words(...table, 4, 1, 0, 0))).toBe(true);
  });

  it('vtables and tables longer than accessors can address', () => {
    const withSizes = (vtableBytes: number, tableBytes: number): Uint8Array => {
      const bytes = new Uint8Array(0x20000);
      new Uint32Array(bytes.buffer).set([0x10000, pair(vtableBytes, tableBytes)]);
      new Uint32Array(bytes.buffer)[0x4000] = 0x10000 - 4;
      return bytes;
    };
    expect([withSizes(0x7ffe, 0x7fff), withSizes(0x8000, 8), withSizes(8, 0x8000)].map((bytes) => verify('MessageBody', bytes))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('strings that are not UTF-8 or do not end in NUL', () => {
    const texts = { valid: 0x0061a9c3, overlong: 0x0061afc0, surrogate: 0x0080a0ed, noNul: 0x61616161 };
    const hello = (text: number): Uint8Array => framed(Body.Hello, 1, 3, text);
    expect(Object.values(texts).map((text) => verify('Frame', hello(text)))).toEqual([true, false, false, false]);
    expect(verify('Frame', framed(Body.Hello, 1, 4, texts.noNul))).toBe(false);
  });

  it('a union type without a value, and a value without a type', () => {
    const frame = (typeEntry: number, valueEntry: number): Uint8Array =>
      words(16, pair(12, 12), pair(0, 0), pair(typeEntry, valueEntry), 12, 12, Body.Cancel, pair(4, 4), 4);
    expect(verify('Frame', frame(8, 4))).toBe(true);
    expect([frame(8, 0), frame(0, 4)].map((bytes) => verify('Frame', bytes))).toEqual([false, false]);
    expect([frame(8, 0), frame(0, 4)].map((bytes) => verify('Frame', bytes, 'header'))).toEqual([false, false]);
    // The vtable ends between the two.
    expect(verify('Frame', words(16, pair(10, 12), pair(0, 0), pair(8, 0), 12, 12, Body.Cancel, pair(4, 4), 4))).toBe(false);
  });

  it('bytes behind the root are part of the buffer, bytes outside of the view are not', () => {
    const frame = withoutLengthPrefix(encodeUp({ kind: 'cancel', ref: 5 }));
    const surrounded = new Uint8Array(frame.length + 200).fill(0xff);
    surrounded.set(frame, 100);
    expect(verify('Frame', surrounded.subarray(100, 100 + frame.length))).toBe(true);
    expect(verify('Frame', surrounded.subarray(100, 100 + frame.length - 4))).toBe(false);
  });
});

describe('[O6] the work on one buffer is bounded', () => {
  const mostFields = Math.max(...Object.values(TABLES).map((fields) => fields.length));

  /** A vector of offsets that fills the frame, all leading to the one table behind it and its vtable. */
  const shared = (type: number, slot: 0 | 2, vtable: number[], fields: number[]): Uint8Array => {
    const count = (MAX_FRAME_BYTES - 52) / 4 - vtable.length - 1 - fields.length;
    const offsets = Array.from({ length: count }, (_, i) => 4 * (count - i + vtable.length));
    return framed(type, slot, count, ...offsets, ...vtable, 4 * vtable.length, ...fields);
  };

  it('one entry of 48 bytes referenced 16,000 times: cut at 2 × the length', () => {
    const verifier = new Verifier({ tables: TABLES, unions: UNIONS });
    const bytes = shared(Body.PushMessage, ENTRIES_SLOT, [pair(4, 48)], new Array<number>(11).fill(0));
    expect(bytes.length).toBe(MAX_FRAME_BYTES);
    expect(verifier.verify('Frame', bytes)).toBe(false);
    expect(verifier.visitedBytes).toBeGreaterThan(2 * bytes.length);
    expect(verifier.visitedBytes).toBeLessThanOrEqual(2 * bytes.length + 48);
  });

  it('the smallest table of the most fields referenced 16,000 times: few reads a byte', () => {
    const fields = TABLES.ConversationState.length;
    const vtable = [pair(4 + 2 * fields, 4), ...new Array<number>((fields + 1) >> 1).fill(0)];
    const verifier = new Verifier({ tables: TABLES, unions: UNIONS });
    const bytes = shared(Body.SyncPage, 0, vtable, []);
    expect(verifier.verify('Frame', bytes)).toBe(true);
    expect(verifier.visitedBytes).toBeLessThanOrEqual(2 * bytes.length);
    expect(verifier.visitedFields).toBeGreaterThan(10_000 * fields);
    expect(verifier.visitedFields).toBeLessThan((mostFields * bytes.length) / 4);
  });

  it('a text referenced by a thousand messages', () => {
    const text = [4_000, ...new Array<number>(1_000).fill(0x61616161), 0];
    const verifier = new Verifier({ tables: { Frame: [{ is: 'vector', of: { is: 'string' } }] }, unions: {} });
    const count = 1_000;
    const offsets = Array.from({ length: count }, (_, i) => 4 * (count - i));
    const bytes = words(12, pair(6, 8), pair(4, 0), 8, 4, count, ...offsets, ...text);
    expect(verifier.verify('Frame', bytes)).toBe(false);
    expect(verifier.visitedBytes).toBeLessThan(2 * bytes.length + 4_005);
  });

  it('nesting: eight tables deep is accepted, nine is not', () => {
    const nested: Schema = { tables: { Node: [{ is: 'table', name: 'Node' }] }, unions: {} };
    const chain = (depth: number): Uint8Array =>
      build((b) => {
        let child: Offset = 0;
        for (let i = 0; i < depth; i++) {
          b.startObject(1);
          b.addFieldOffset(0, child, 0);
          child = b.endObject();
        }
        return child;
      });
    const verifier = new Verifier(nested);
    expect([1, 8, 9, 5_000].map((depth) => verifier.verify('Node', chain(depth)))).toEqual([true, true, false, false]);
    expect(verifier.visitedFields).toBeLessThanOrEqual(8);
  });

  it('nesting through unions counts as well', () => {
    const nested: Schema = {
      tables: {
        Node: [
          { is: 'scalar', size: 1 },
          { is: 'union', name: 'Any' },
        ],
      },
      unions: { Any: ['NONE', 'Node'] },
    };
    const chain = (depth: number): Uint8Array =>
      build((b) => {
        let child: Offset = 0;
        for (let i = 0; i < depth; i++) {
          b.startObject(2);
          b.addFieldInt8(0, child === 0 ? 0 : 1, 0);
          b.addFieldOffset(1, child, 0);
          child = b.endObject();
        }
        return child;
      });
    const verifier = new Verifier(nested);
    expect([8, 9].map((depth) => verifier.verify('Node', chain(depth)))).toEqual([true, false]);
  });

  it('a vector of bytes referenced by a thousand tables', () => {
    const bytes = build((b) => {
      const frame = b.createByteVector(new Uint8Array(4_000));
      const deliveries = Array.from({ length: 1_000 }, () => {
        b.startObject(5);
        b.addFieldOffset(4, frame, 0);
        return b.endObject();
      });
      b.startVector(4, deliveries.length, 4);
      for (const delivery of deliveries) b.addOffset(delivery);
      const vector = b.endVector();
      b.startObject(5);
      b.addFieldOffset(4, vector, 0);
      const downstream = b.endObject();
      b.startObject(2);
      b.addFieldInt8(0, AccessBody.Downstream, 0);
      b.addFieldOffset(1, downstream, 0);
      return b.endObject();
    });
    const verifier = new Verifier({ tables: TABLES, unions: UNIONS });
    expect(verifier.verify('ToAccess', bytes)).toBe(false);
    expect(verifier.visitedBytes).toBeLessThanOrEqual(2 * bytes.length + 4_004);
  });

  it('an exponential tree of shared vectors', () => {
    const tree: Schema = { tables: { Node: [{ is: 'vector', of: { is: 'table', name: 'Node' } }] }, unions: {} };
    const bytes = build((b) => {
      let children: Offset = 0;
      for (let level = 0; level < 7; level++) {
        b.startObject(1);
        b.addFieldOffset(0, children, 0);
        const node = b.endObject();
        b.startVector(4, 100, 4);
        for (let i = 0; i < 100; i++) b.addOffset(node);
        children = b.endVector();
      }
      b.startObject(1);
      b.addFieldOffset(0, children, 0);
      return b.endObject();
    });
    const verifier = new Verifier(tree);
    expect(verifier.verify('Node', bytes)).toBe(false);
    expect([verifier.visitedBytes, verifier.visitedFields].every((count) => count < 2 * bytes.length + 404)).toBe(true);
  });

  it('the header costs the same however long the frame is', () => {
    const verifier = new Verifier({ tables: TABLES, unions: UNIONS });
    const frame = (text: string): Uint8Array => withoutLengthPrefix(encodeDown({ kind: 'syncHint', reason: text, jitterMs: 1 }));
    const costs = [frame(''), frame('x'.repeat(60_000))].map((bytes) => [
      verifier.verify('Frame', bytes, 'header'),
      verifier.visitedBytes,
      verifier.visitedFields,
    ]);
    expect(costs).toEqual([
      [true, 12, 4],
      [true, 12, 4],
    ]);
  });

  it('the header does not look at the body, only where it begins', () => {
    const frame = framed(Body.PushMessage, ENTRIES_SLOT, 0x3fff_ffff);
    expect([verify('Frame', frame, 'header'), verify('Frame', frame)]).toEqual([true, false]);
    expect(verify('Frame', frame.slice(0, 40), 'header')).toBe(false);
  });
});

describe('[O8] what a newer peer sends', () => {
  it('fields it added are ignored', () => {
    const ping = (b: Builder): Offset => {
      const note = b.createString('new');
      b.startObject(5);
      b.addFieldFloat64(0, 12.5, 0);
      b.addFieldInt32(1, 3, 0);
      b.addFieldOffset(2, note, 0);
      b.addFieldInt8(4, 1, 0);
      return b.endObject();
    };
    const frame = newerFrame(Body.Ping, ping, (b) => b.addFieldInt32(8, 0xffff_ffff, 0));
    expect([verify('Frame', frame), verify('Frame', frame, 'header')]).toEqual([true, true]);
    expect(decodeUp(frame)).toEqual({ ref: 7, message: { kind: 'ping', clientTime: 12.5, receivedCount: 3 } });
  });

  it.each([Body.Showing + 1, 200, 255])('body type %i passes, and decodes to unsupported with its ref', (type) => {
    const frame = newerFrame(type, empty);
    expect([verify('Frame', frame), verify('Frame', frame, 'header'), frameKind(frame), upKind(type)]).toEqual([
      true,
      true,
      type,
      undefined,
    ]);
    const unsupported = { ref: 7, message: { kind: 'unsupported', type } };
    expect([decodeUp(frame), decodeDown(frame)]).toEqual([unsupported, unsupported]);
  });

  it('a body of an unknown type must still be a table', () => {
    const frame = framed(Body.Showing + 1, 0, 0);
    expect(verify('Frame', frame)).toBe(true);
    frame.fill(0xff, 40, 44);
    expect(verify('Frame', frame)).toBe(false);
  });

  it('a frame of another version is unsupported', () => {
    const frame = newerFrame(Body.Cancel, empty, (b) => b.addFieldInt8(0, 2, 1));
    expect([frameVersion(frame), frameVersion(newerFrame(Body.Cancel, empty))]).toEqual([2, 1]);
    expect(decodeUp(frame)).toEqual({ ref: 7, message: { kind: 'unsupported', type: Body.Cancel } });
  });

  it('a frame without a body is no message', () => {
    const frame = build(empty);
    expect([verify('Frame', frame), frameKind(frame), decodeUp(frame), decodeDown(frame)]).toEqual([true, 0, undefined, undefined]);
    // What lies behind a short vtable is not part of it.
    const crowded = words(16, pair(4, 4), pair(4, 4), pair(4, 4), 12);
    expect([verify('Frame', crowded), frameKind(crowded), frameRef(crowded), frameVersion(crowded)]).toEqual([true, 0, 0, 1]);
  });

  it('an envelope of an unknown type is dropped', () => {
    const envelope = build((b) => {
      const body = empty(b);
      b.startObject(2);
      b.addFieldInt8(0, 99, 0);
      b.addFieldOffset(1, body, 0);
      return b.endObject();
    });
    expect([verify('ToLogic', envelope), decodeToLogic(envelope)]).toEqual([true, undefined]);
  });

  it('a body kind it added shows its fallback text', () => {
    const body = encodeMessageBody({ kind: 'custom', fallbackText: 'shown instead' });
    body[body.lastIndexOf(BodyKind.custom)] = 99;
    expect(verify('MessageBody', body)).toBe(true);
    expect(decodeMessageBody(body)).toMatchObject({ kind: 'custom', fallbackText: 'shown instead' });
  });

  /** A table whose only field is an enum of value 99. */
  const enumAt =
    (slot: number) =>
    (b: Builder): Offset => {
      b.startObject(slot + 1);
      b.addFieldInt8(slot, 99, 0);
      return b.endObject();
    };
  const vectorOf =
    (slot: number, item: (b: Builder) => Offset) =>
    (b: Builder): Offset => {
      const only = item(b);
      b.startVector(4, 1, 4);
      b.addOffset(only);
      const vector = b.endVector();
      b.startObject(slot + 1);
      b.addFieldOffset(slot, vector, 0);
      return b.endObject();
    };

  it.each([
    [Body.PushMessage, vectorOf(2, enumAt(4)), { entries: [{ kind: 'info' }] }],
    [Body.UserMessage, vectorOf(1, enumAt(1)), { entries: [{ kind: 'info' }] }],
    [Body.SyncPage, vectorOf(0, enumAt(1)), { conversations: [{ type: 'group' }] }],
    [Body.HistoryRequest, enumAt(4), { direction: 'forward' }],
    [Body.FriendEvent, enumAt(0), { event: 'friend_list_changed' }],
    [Body.GroupOperation, enumAt(1), { operation: 'info_changed' }],
    [Body.Error, enumAt(3), { retry: 'never' }],
  ])('an enum value it added reads as the harmless one: body %i', (type, body, expected) => {
    const frame = newerFrame(type, body);
    expect(verify('Frame', frame)).toBe(true);
    expect((decodeUp(frame) ?? decodeDown(frame))?.message).toMatchObject(expected);
  });

  it('fields it left out read as their defaults', () => {
    const frame = newerFrame(Body.SyncPage, (b) => {
      const state = empty(b);
      b.startVector(4, 1, 4);
      b.addOffset(state);
      const conversations = b.endVector();
      b.startObject(1);
      b.addFieldOffset(0, conversations, 0);
      return b.endObject();
    });
    expect(decodeDown(frame)?.message).toMatchObject({
      nextCursor: '',
      conversations: [
        { conversationId: '0', type: 'direct', title: '', lastEntry: null, member: { readSeq: 0, draft: '', archived: false } },
      ],
    });
  });
});
