// Conformance of a WebSocket server (RFC 6455), in the order and spirit of the Autobahn test suite, which needs Python 2 and cannot be had
// here. Data is Godwit's: a Ping frame of its protocol stands for the echo. Each case starts with a signed-in session.
import { encodeUp } from '@godwit/shared/protocol/up';
import { MAX_FRAME_BYTES } from '@godwit/shared/protocol/frame';
import type { RawWebSocket } from './raw-websocket.ts';
import { type ClientFrame, OPCODES } from './websocket-frames.ts';

/** What the server does next: answers Godwit's Ping, answers a WebSocket ping, closes with a code, or cuts the connection. */
export type Reaction = 'echo' | `pong ${string}` | `close ${number}` | 'close' | 'cut';

export interface WebSocketCase {
  readonly name: string;
  readonly act: (socket: RawWebSocket) => Promise<void>;
  /** In this order; nothing else may come between. */
  readonly wanted: readonly Reaction[];
}

const text = (characters: string): Uint8Array => new TextEncoder().encode(characters);
const ping = (): Uint8Array => encodeUp({ kind: 'ping', clientTime: 1, receivedCount: 0 });
const { binary, continuation, text: textual, close, ping: wsPing, pong } = OPCODES;

const single = (name: string, frame: ClientFrame, ...wanted: Reaction[]): WebSocketCase => ({
  name,
  act: (socket) => socket.frame(frame),
  wanted,
});
const several = (name: string, frames: readonly ClientFrame[], ...wanted: Reaction[]): WebSocketCase => ({
  name,
  act: async (socket) => {
    for (const frame of frames) await socket.frame(frame);
  },
  wanted,
});

const closing = (code: number, reason: Uint8Array = new Uint8Array(0)): ClientFrame => {
  const payload = new Uint8Array(2 + reason.length);
  new DataView(payload.buffer).setUint16(0, code);
  payload.set(reason, 2);
  return { opcode: close, payload };
};

const fragments = (bytes: Uint8Array, size: number): ClientFrame[] => {
  const starts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => i * size);
  return starts.map((start) => ({
    opcode: start === 0 ? binary : continuation,
    payload: bytes.subarray(start, start + size),
    fin: start + size >= bytes.length,
  }));
};

/** A Godwit Ping of the largest frame there is would not verify: what is tried is the message, not the frame. */
const atLimit = new Uint8Array(4 + MAX_FRAME_BYTES);
const PONG = 'hello';
const BROKEN_UTF8 = Uint8Array.of(0xce, 0xba, 0xe1, 0xbd, 0xb9, 0xcf, 0x83, 0xce, 0xbc, 0xce, 0xb5, 0xed, 0xa0, 0x80);

const DATA: readonly WebSocketCase[] = [
  single('1.2 a binary message', { opcode: binary, payload: ping() }, 'echo'),
  several('1.2 an empty message before it', [{ opcode: binary }, { opcode: binary, payload: ping() }], 'echo'),
  several(
    '1.2 three messages',
    [binary, binary, binary].map((opcode) => ({ opcode, payload: ping() })),
    'echo',
    'echo',
    'echo',
  ),
];

const PINGS: readonly WebSocketCase[] = [
  single('2.1 a ping without payload', { opcode: wsPing }, 'pong '),
  single('2.2 a ping with payload', { opcode: wsPing, payload: text(PONG) }, `pong ${PONG}`),
  single('2.4 a ping of 125 bytes', { opcode: wsPing, payload: text('x'.repeat(125)) }, `pong ${'x'.repeat(125)}`),
  single('2.5 a ping of 126 bytes', { opcode: wsPing, payload: text('x'.repeat(126)) }, 'close 1002'),
  several('2.7 a pong that nobody asked for', [{ opcode: pong }, { opcode: binary, payload: ping() }], 'echo'),
  several(
    '2.9 the same before a ping',
    [
      { opcode: pong, payload: text('x') },
      { opcode: wsPing, payload: text(PONG) },
    ],
    `pong ${PONG}`,
  ),
  several(
    '2.10 ten pings',
    Array.from({ length: 10 }, (_, i) => ({ opcode: wsPing, payload: text(`${i}`) })),
    ...Array.from({ length: 10 }, (_, i): Reaction => `pong ${i}`),
  ),
];

const RESERVED: readonly WebSocketCase[] = [
  ...[1, 2, 3, 4, 5, 6, 7].flatMap((rsv) => [
    single(`3 reserved bits ${rsv} of a message`, { opcode: binary, payload: ping(), rsv }, 'close 1002'),
    single(`3 reserved bits ${rsv} of a ping`, { opcode: wsPing, rsv }, 'close 1002'),
    single(`3 reserved bits ${rsv} of a close`, { ...closing(1_000), rsv }, 'close 1002'),
  ]),
  ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].flatMap((opcode) => [
    single(`4 opcode ${opcode}`, { opcode }, 'close 1002'),
    several(
      `4 opcode ${opcode} behind a message`,
      [
        { opcode: binary, payload: ping() },
        { opcode, payload: text('x') },
      ],
      'echo',
      'close 1002',
    ),
  ]),
];

const FRAGMENTS: readonly WebSocketCase[] = [
  single('5.1 a ping in fragments', { opcode: wsPing, payload: text('x'), fin: false }, 'close 1002'),
  single('5.2 a pong in fragments', { opcode: pong, payload: text('x'), fin: false }, 'close 1002'),
  several('5.3 a message in two fragments', fragments(ping(), 20), 'echo'),
  several('5.5 a message in fragments of one byte', fragments(ping(), 1), 'echo'),
  several(
    '5.6 a ping between fragments',
    fragments(ping(), 20).flatMap((frame, i) => (i === 0 ? [frame, { opcode: wsPing, payload: text(PONG) }] : [frame])),
    `pong ${PONG}`,
    'echo',
  ),
  several('5.9 a continuation of nothing', [{ opcode: continuation, payload: ping() }], 'close 1002'),
  several('5.11 a continuation of nothing, unfinished', [{ opcode: continuation, payload: ping(), fin: false }], 'close 1002'),
  several(
    '5.15 a continuation behind a whole message',
    [...fragments(ping(), 20), { opcode: continuation, payload: text('x') }],
    'echo',
    'close 1002',
  ),
  several(
    '5.18 a message inside another',
    [
      { opcode: binary, payload: text('x'), fin: false },
      { opcode: binary, payload: text('y') },
    ],
    'close 1002',
  ),
  several(
    '5.19 empty fragments',
    [
      { opcode: binary, fin: false },
      { opcode: continuation, fin: false },
      { opcode: continuation, payload: ping() },
    ],
    'echo',
  ),
];

const TEXTS: readonly WebSocketCase[] = [
  single('6 text, which Godwit does not speak', { opcode: textual, payload: text('hello') }, 'close 1003'),
  single('6 text that is no UTF-8', { opcode: textual, payload: BROKEN_UTF8 }, 'close 1007'),
];

const CLOSES: readonly WebSocketCase[] = [
  single('7.1 a close', closing(1_000), 'close 1000'),
  several('7.1.3 two closes', [closing(1_000), closing(1_000)], 'close 1000'),
  several('7.1.4 a message behind a close', [closing(1_000), { opcode: binary, payload: ping() }], 'close 1000'),
  several('7.1.5 a ping behind a close', [closing(1_000), { opcode: wsPing }], 'close 1000'),
  single('7.3.1 a close without code', { opcode: close }, 'close'),
  single('7.3.2 a close of one byte', { opcode: close, payload: text('x') }, 'close 1002'),
  single('7.3.4 a close with a reason', closing(1_000, text('bye')), 'close 1000'),
  single('7.3.5 a close with a reason of 123 bytes', closing(1_000, text('x'.repeat(123))), 'close 1000'),
  single('7.3.6 a close with a reason of 124 bytes', closing(1_000, text('x'.repeat(124))), 'close 1002'),
  single('7.5.1 a close whose reason is no UTF-8', closing(1_000, BROKEN_UTF8), 'close 1007'),
  ...[1_000, 1_001, 1_002, 1_003, 1_007, 1_008, 1_009, 1_010, 1_011, 3_000, 3_999, 4_000, 4_999].map((code) =>
    single(`7.7 close code ${code}`, closing(code), `close ${code}`),
  ),
  ...[0, 999, 1_004, 1_005, 1_006, 1_016, 1_100, 2_000, 2_999, 5_000, 65_535].map((code) =>
    single(`7.9 close code ${code}`, closing(code), 'close 1002'),
  ),
];

const SIZES: readonly WebSocketCase[] = [
  single('8 a message that is not masked', { opcode: binary, payload: ping(), masked: false }, 'close 1002'),
  single('9 a message one byte over the limit', { opcode: binary, payload: new Uint8Array(atLimit.length + 1) }, 'close 1009'),
  single('9 a message that declares 2^53 bytes', { opcode: binary, declaredBytes: 2 ** 53, lengthBytes: 8 }, 'close 1009'),
  single('9 a length in 64 bits', { opcode: binary, payload: ping(), lengthBytes: 8 }, 'echo'),
];

export const WEBSOCKET_CASES: readonly WebSocketCase[] = [...DATA, ...PINGS, ...RESERVED, ...FRAGMENTS, ...TEXTS, ...CLOSES, ...SIZES];
