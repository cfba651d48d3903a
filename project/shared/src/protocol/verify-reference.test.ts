/**
 * Compares verify() with a second verifier that shares nothing with it: written from docs/protocol.md (V1–V9), naive, recursive,
 * over the text of message.fbs. FUZZ_FRAMES (default 240,000) and FUZZ_SEED (default: new each run) set size and replay.
 */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { Builder, ByteBuffer, type Offset } from 'flatbuffers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeDown, encodeDown } from './down.js';
import { withoutLengthPrefix } from './frame.js';
import { Body } from './generated/body.js';
import { Entry } from './generated/entry.js';
import { Frame } from './generated/frame.js';
import { GoAway } from './generated/go-away.js';
import { PushMessage } from './generated/push-message.js';
import { TABLES, UNIONS } from './generated/verify-tables.js';
import { decodeToAccess, decodeToLogic, encodeToAccess, encodeToLogic } from './inside.js';
import { decodeMessageBody, encodeMessageBody } from './messages/message-body.js';
import { anyDown, anyMessageBody, anyRef, anyToAccess, anyToLogic, anyUp } from './testing/arbitrary-messages.js';
import { decodeUp, encodeUp } from './up.js';
import { type TableName, Verifier } from './verify.js';

const FRAMES = Number(process.env['FUZZ_FRAMES'] ?? 240_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);

// ---- the schema, from its text ----

interface Field {
  name: string;
  type: string;
  isVector: boolean;
}
const source = readFileSync(new URL('../../../../schema/message.fbs', import.meta.url), 'utf8').replace(/\/\/.*$/gm, '');
const blocks = (keyword: string): [string, string][] =>
  [...source.matchAll(new RegExp(`^${keyword} (\\w+)[^{]*\\{([^}]*)\\}`, 'gm'))].map((match) => [match[1]!, match[2]!]);
const fieldsOf = (body: string): Field[] =>
  [...body.matchAll(/(\w+)\s*:\s*(\[?)(\w+)/g)]
    .filter((match) => match[1] !== 'nested_flatbuffer')
    .map((match) => ({ name: match[1]!, type: match[3]!, isVector: match[2] === '[' }));

const tables = new Map(blocks('table').map(([name, body]) => [name, fieldsOf(body)]));
const structs = new Map(blocks('struct').map(([name, body]) => [name, fieldsOf(body)]));
const unions = new Map(blocks('union').map(([name, body]) => [name, body.split(',').map((member) => member.trim())]));
const enums = new Set(blocks('enum').map(([name]) => name));
const WIDTH: Record<string, number> = { bool: 1, ubyte: 1, ushort: 2, uint: 4, double: 8 };

/** [bytes, alignment] of a value that lies inside its table or vector; undefined: an offset stands there. */
function inlineSize(type: string): [number, number] | undefined {
  if (enums.has(type)) return [1, 1];
  if (type in WIDTH) return [WIDTH[type]!, WIDTH[type]!];
  const members = structs.get(type)?.map((member) => WIDTH[member.type]!);
  return members && [members.reduce((sum, bytes) => sum + bytes), Math.max(...members)];
}

// ---- the reference ----

class Malformed extends Error {}
const must = (condition: boolean): void => {
  if (!condition) throw new Malformed();
};

function reference(root: string, bytes: Uint8Array, header: boolean): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let budget = 2 * bytes.length;

  const inside = (at: number, size: number): void => must(at >= 0 && at + size <= bytes.length);
  const spend = (size: number): void => must((budget -= size) >= 0);
  const follow = (at: number): number => {
    const distance = view.getUint32(at, true);
    must(distance > 0 && (at + distance) % 4 === 0);
    inside(at + distance, 4);
    return at + distance;
  };

  const string = (at: number): void => {
    const length = view.getUint32(at, true);
    inside(at + 4, length + 1);
    spend(4 + length + 1);
    must(view.getUint8(at + 4 + length) === 0);
    must(isUtf8(bytes.subarray(at + 4, at + 4 + length)));
  };

  const vector = (type: string, at: number, depth: number): void => {
    const length = view.getUint32(at, true);
    const [size, align] = inlineSize(type) ?? [4, 4];
    inside(at + 4, length * size);
    must((at + 4) % align === 0);
    spend(4 + length * size);
    if (inlineSize(type)) return;
    for (let i = 0; i < length; i++) object(type, follow(at + 4 + 4 * i), depth);
  };

  const object = (type: string, at: number, depth: number): void =>
    type === 'string' ? string(at) : table(tables.get(type) ?? [], at, depth + 1);

  const table = (fields: Field[], at: number, depth: number): void => {
    must(depth <= 8);
    const vtable = at - view.getInt32(at, true);
    inside(vtable, 4);
    const [vtableSize, size] = [view.getUint16(vtable, true), view.getUint16(vtable + 2, true)];
    must(vtable % 2 === 0 && vtableSize % 2 === 0 && vtableSize >= 4 && size >= 4 && vtableSize < 32768 && size < 32768);
    inside(vtable, vtableSize);
    inside(at, size);
    must(!(vtable < at + size && at < vtable + vtableSize));
    spend(size);

    /** Place of the value in slot `slot`, 0 = absent. */
    const place = (slot: number, width: number, align: number): number => {
      const offset = 4 + 2 * slot < vtableSize ? view.getUint16(vtable + 4 + 2 * slot, true) : 0;
      if (offset === 0) return 0;
      must(offset >= 4 && offset + width <= size && (at + offset) % align === 0);
      return at + offset;
    };

    let slot = 0;
    for (const field of fields) {
      const members = unions.get(field.type);
      if (members) {
        const typeAt = place(slot, 1, 1);
        const valueAt = place(slot + 1, 4, 4);
        const type = typeAt === 0 ? 0 : view.getUint8(typeAt);
        must((type !== 0) === (valueAt !== 0));
        if (valueAt !== 0) {
          const value = follow(valueAt);
          if (!header) object(members[type - 1] ?? 'of a newer schema', value, depth);
        }
        slot += 2;
        continue;
      }
      const [width, align] = (!field.isVector && inlineSize(field.type)) || [4, 4];
      const value = place(slot++, width, align);
      if (value === 0 || (!field.isVector && inlineSize(field.type))) continue;
      const target = follow(value);
      if (header) continue;
      if (field.isVector) vector(field.type, target, depth);
      else object(field.type, target, depth);
    }
  };

  try {
    must(bytes.length >= 8);
    table(tables.get(root)!, follow(0), 1);
    return true;
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

// ---- mutation ----

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomFrom(SEED);
const below = (limit: number): number => Math.floor(random() * limit);
const oneOf = <T>(items: readonly T[]): T => items[below(items.length)]!;

/** Writes as much of a little-endian number as fits. */
function put(bytes: Uint8Array, at: number, width: number, value: number): void {
  for (let i = 0; i < width && at + i < bytes.length; i++) bytes[at + i] = Math.floor(value / 2 ** (8 * i)) & 0xff;
}

type Bytes = Uint8Array<ArrayBuffer>;
type Mutation = (bytes: Bytes, donors: readonly Sample[]) => Bytes;
const inPlace =
  (change: (bytes: Bytes) => void): Mutation =>
  (bytes) => {
    if (bytes.length > 0) change(bytes);
    return bytes;
  };

const MUTATIONS: readonly Mutation[] = [
  inPlace((bytes) => (bytes[below(bytes.length)]! ^= 1 << below(8))),
  inPlace((bytes) => (bytes[below(bytes.length)] = oneOf([0, 1, 4, 0x7f, 0x80, 0xc0, 0xed, 0xf4, 0xff, below(256)]))),
  inPlace((bytes) => put(bytes, 2 * below(bytes.length / 2), 2, oneOf([0, 1, 3, 4, 6, 0x7fff, 0x8000, 0xffff, bytes.length, below(64)]))),
  inPlace((bytes) =>
    put(
      bytes,
      4 * below(bytes.length / 4),
      4,
      oneOf([0, 1, 4, 8, 0x7fff_ffff, 0x8000_0000, 0xffff_fffc, 0xffff_ffff, bytes.length, below(bytes.length)]),
    ),
  ),
  // An offset that leads to another aligned place: shared and overlapping objects.
  inPlace((bytes) => {
    const at = 4 * below(bytes.length / 4);
    put(bytes, at, 4, 4 * below((bytes.length - at) / 4));
  }),
  // A table that uses another place as its vtable.
  inPlace((bytes) => {
    const at = 4 * below(bytes.length / 4);
    put(bytes, at, 4, (at - 2 * below(bytes.length / 2)) >>> 0);
  }),
  inPlace((bytes) => bytes.copyWithin(4 * below(bytes.length / 4), 4 * below(bytes.length / 4), 4 * below(bytes.length / 4))),
  (bytes) => bytes.slice(0, below(bytes.length + 1)),
  (bytes) => Uint8Array.from([...bytes, ...new Uint8Array(below(12))]),
  (bytes, donors) => {
    const donor = oneOf(donors).bytes;
    const at = 4 * below(donor.length / 4);
    bytes.set(donor.subarray(at, at + Math.min(below(64), bytes.length, donor.length - at)), 0);
    return bytes;
  },
];

function mutated(sample: Sample, donors: readonly Sample[]): Bytes {
  let bytes = sample.bytes.slice();
  for (let count = oneOf([0, 1, 1, 1, 2, 3, 5]); count > 0; count--) bytes = oneOf(MUTATIONS)(bytes, donors);
  return bytes;
}

// ---- the corpus ----

interface Sample {
  root: TableName;
  bytes: Bytes;
}
const ROOTS: readonly TableName[] = ['Frame', 'MessageBody', 'ToLogic', 'ToAccess'];

function corpus(): Sample[] {
  const samples = <T>(root: TableName, count: number, messages: fc.Arbitrary<T>, encode: (message: T) => Uint8Array): Sample[] =>
    fc
      .sample(messages, { numRuns: count, seed: SEED })
      .map((message) => ({ root, bytes: Uint8Array.from(encode(message)) }))
      .filter((sample) => sample.bytes.length < 1_500);
  return [
    ...samples('Frame', 400, fc.tuple(anyUp, anyRef), ([message, ref]) => withoutLengthPrefix(encodeUp(message, ref))),
    ...samples('Frame', 800, fc.tuple(anyDown, anyRef), ([message, ref]) => withoutLengthPrefix(encodeDown(message, ref))),
    ...samples('MessageBody', 200, anyMessageBody, encodeMessageBody),
    ...samples('ToLogic', 150, anyToLogic, encodeToLogic),
    ...samples('ToAccess', 150, anyToAccess, encodeToAccess),
  ];
}

/** Objects referenced so often that the visited bytes end near the bound, on either side. */
function shared(): Sample[] {
  const references = (b: Builder, target: Offset): Offset => {
    const count = 1 + below(40);
    b.startVector(4, count, 4);
    for (let i = 0; i < count; i++) b.addOffset(target);
    return b.endVector();
  };
  const pushed = (b: Builder): Offset => {
    const body = b.createByteVector(new Uint8Array(below(60)));
    Entry.startEntry(b);
    Entry.addBody(b, body);
    if (below(2) === 0) Entry.addCreatedAt(b, 1);
    const entries = references(b, Entry.endEntry(b));
    PushMessage.startPushMessage(b);
    PushMessage.addEntries(b, entries);
    return Frame.createFrame(b, 1, 0, Body.PushMessage, PushMessage.endPushMessage(b), 0);
  };
  const away = (b: Builder): Offset => {
    const alternatives = references(b, b.createString('a'.repeat(below(60))));
    GoAway.startGoAway(b);
    GoAway.addAlternatives(b, alternatives);
    return Frame.createFrame(b, 1, 0, Body.GoAway, GoAway.endGoAway(b), 0);
  };
  return Array.from({ length: 100 }, () => {
    const b = new Builder(4_096);
    b.finish(oneOf([pushed, away])(b));
    return { root: 'Frame', bytes: Uint8Array.from(b.asUint8Array()) };
  });
}

// ---- accessors that notice reads outside of the buffer ----

const READS = { readUint8: 1, readUint16: 2, readInt32: 4 } as const;
const originals = new Map<keyof typeof READS, (this: ByteBuffer, at: number) => number>();

function guardReads(): void {
  for (const [name, width] of Object.entries(READS) as [keyof typeof READS, number][]) {
    const original = ByteBuffer.prototype[name];
    originals.set(name, original);
    ByteBuffer.prototype[name] = function (this: ByteBuffer, at: number): number {
      if (!(at >= 0 && at + width <= this.capacity())) throw new Error(`${name} at ${at} of ${this.capacity()}`);
      return original.call(this, at);
    };
  }
}
const unguardReads = (): void => originals.forEach((original, name) => (ByteBuffer.prototype[name] = original));

const DECODERS: Record<string, (bytes: Uint8Array) => unknown> = {
  Frame: (bytes) => decodeUp(bytes) ?? decodeDown(bytes),
  MessageBody: decodeMessageBody,
  ToLogic: decodeToLogic,
  ToAccess: decodeToAccess,
};

const MOST_FIELDS = Math.max(...Object.values(TABLES).map((fields) => fields.length));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('verify() against an independent reference', () => {
  beforeAll(() => {
    console.log(`FUZZ_SEED=${SEED} FUZZ_FRAMES=${FRAMES}`);
    guardReads();
  });
  afterAll(unguardReads);

  it(
    `[O6] agrees on ${FRAMES} mutated buffers, with bounded work, and accessors stay inside of what it accepts`,
    { timeout: 3_600_000 },
    () => {
      const verifier = new Verifier({ tables: TABLES, unions: UNIONS });
      const samples = [...corpus(), ...shared()];
      const verdicts = { accepted: 0, refused: 0 };
      for (let i = 0; i < FRAMES; i++) {
        const sample = oneOf(samples);
        const bytes = mutated(sample, samples);
        // Sometimes as another root: nearly everything is malformed then.
        const root = below(50) === 0 ? oneOf(ROOTS) : sample.root;
        const label = (): string => `FUZZ_SEED=${SEED}, buffer ${i} as ${root}: ${hex(bytes)}`;

        const accepted = verifier.verify(root, bytes);
        if (accepted !== reference(root, bytes, false)) expect.unreachable(`verify() says ${accepted}, the reference does not; ${label()}`);
        if (verifier.visitedFields > (MOST_FIELDS * (verifier.visitedBytes + 4)) / 4)
          expect.unreachable(`${verifier.visitedFields} fields; ${label()}`);
        if (accepted && verifier.visitedBytes > 2 * bytes.length) expect.unreachable(`${verifier.visitedBytes} bytes visited; ${label()}`);
        if (verifier.verify(root, bytes, 'header') !== reference(root, bytes, true))
          expect.unreachable(`the header verdicts differ; ${label()}`);

        verdicts[accepted ? 'accepted' : 'refused']++;
        if (accepted) {
          try {
            DECODERS[root]!(bytes);
          } catch (error) {
            expect.unreachable(`an accessor read outside: ${String(error)}; ${label()}`);
          }
        }
      }
      console.log(`${verdicts.accepted} accepted, ${verdicts.refused} refused`);
      // A fuzzer whose buffers nearly all end the same way compares nothing.
      expect(Math.min(verdicts.accepted, verdicts.refused)).toBeGreaterThan(FRAMES / 10);
    },
  );

  it('accessors that read outside are noticed', () => {
    const bytes = withoutLengthPrefix(encodeUp({ kind: 'ping', clientTime: 1, receivedCount: 1 }));
    expect(() => decodeUp(bytes.slice(0, -4))).toThrow('readInt32 at');
  });

  it('[O7] both accept everything that the encoders write', () => {
    const verifier = new Verifier({ tables: TABLES, unions: UNIONS });
    expect(corpus().filter(({ root, bytes }) => !verifier.verify(root, bytes) || !reference(root, bytes, false))).toEqual([]);
  });
});
