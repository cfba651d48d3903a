/** Buffers of every root, valid ones and what chance, malice and cut wires make of them; the same ones for the same seed. */
import { Builder, type Offset } from 'flatbuffers';
import fc from 'fast-check';
import { encodeDown } from '../down.js';
import { withoutLengthPrefix } from '../frame.js';
import { Body } from '../generated/body.js';
import { Entry } from '../generated/entry.js';
import { Frame } from '../generated/frame.js';
import { GoAway } from '../generated/go-away.js';
import { PushMessage } from '../generated/push-message.js';
import { encodeToAccess, encodeToLogic } from '../inside.js';
import { encodeMessageBody } from '../messages/message-body.js';
import { encodeDeflated } from '../deflated.js';
import { encodeUp } from '../up.js';
import type { TableName } from '../verify.js';
import { anyDown, anyMessageBody, anyRef, anyToAccess, anyToLogic, anyUp } from './arbitrary-messages.js';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Sample {
  readonly root: TableName;
  readonly bytes: Bytes;
}
const ROOTS: readonly TableName[] = ['Frame', 'MessageBody', 'ToLogic', 'ToAccess'];

class Random {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = randomFrom(seed);
  }

  readonly below = (limit: number): number => Math.floor(this.#next() * limit);

  readonly oneOf = <T>(items: readonly T[]): T => items[this.below(items.length)]!;
}

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

/** Writes as much of a little-endian number as fits. */
function put(bytes: Uint8Array, at: number, width: number, value: number): void {
  for (let i = 0; i < width && at + i < bytes.length; i++) bytes[at + i] = Math.floor(value / 2 ** (8 * i)) & 0xff;
}

type Mutation = (bytes: Bytes, donors: readonly Sample[]) => Bytes;
const inPlace =
  (change: (bytes: Bytes) => void): Mutation =>
  (bytes) => {
    if (bytes.length > 0) change(bytes);
    return bytes;
  };

const mutations = ({ below, oneOf }: Random): readonly Mutation[] => [
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

/** What the encoders write. */
export function validBuffers(seed: number): Sample[] {
  const samples = <T>(root: TableName, count: number, messages: fc.Arbitrary<T>, encode: (message: T) => Uint8Array): Sample[] =>
    fc
      .sample(messages, { numRuns: count, seed })
      .map((message) => ({ root, bytes: Uint8Array.from(encode(message)) }))
      .filter((sample) => sample.bytes.length < 1_500);
  return [
    ...samples('Frame', 400, fc.tuple(anyUp, anyRef), ([message, ref]) => withoutLengthPrefix(encodeUp(message, ref))),
    ...samples('Frame', 800, fc.tuple(anyDown, anyRef), ([message, ref]) => withoutLengthPrefix(encodeDown(message, ref))),
    ...samples('Frame', 50, fc.tuple(fc.uint8Array({ maxLength: 300 }), anyRef), ([bytes, ref]) =>
      withoutLengthPrefix(encodeDeflated(bytes, ref)),
    ),
    ...samples('MessageBody', 200, anyMessageBody, encodeMessageBody),
    ...samples('ToLogic', 150, anyToLogic, encodeToLogic),
    ...samples('ToAccess', 150, anyToAccess, encodeToAccess),
  ];
}

/** Objects referenced so often that the visited bytes end near the bound, on either side. */
function shared({ below, oneOf }: Random): Sample[] {
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
    return Frame.createFrame(b, 1, 0, Body.PushMessage, PushMessage.endPushMessage(b), 0, false);
  };
  const away = (b: Builder): Offset => {
    const alternatives = references(b, b.createString('a'.repeat(below(60))));
    GoAway.startGoAway(b);
    GoAway.addAlternatives(b, alternatives);
    return Frame.createFrame(b, 1, 0, Body.GoAway, GoAway.endGoAway(b), 0, false);
  };
  return Array.from({ length: 100 }, () => {
    const b = new Builder(4_096);
    b.finish(oneOf([pushed, away])(b));
    return { root: 'Frame', bytes: Uint8Array.from(b.asUint8Array()) };
  });
}

/** An endless sequence: each call gives the next buffer, and the root as which it is to be read. */
export function mutatedBuffers(seed: number): () => Sample {
  const random = new Random(seed);
  const { below, oneOf } = random;
  const samples = [...validBuffers(seed), ...shared(random)];
  const ways = mutations(random);
  return () => {
    const sample = oneOf(samples);
    let bytes = sample.bytes.slice();
    for (let count = oneOf([0, 1, 1, 1, 2, 3, 5]); count > 0; count--) bytes = oneOf(ways)(bytes, samples);
    // Sometimes as another root: nearly everything is malformed then.
    return { root: below(50) === 0 ? oneOf(ROOTS) : sample.root, bytes };
  };
}
