// What a QUIC server answers to packets of strangers (RFC 9000, sections 6 and 14.1): single datagrams from a bare UDP socket.
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export interface QuicCase {
  readonly name: string;
  readonly packet: () => Uint8Array;
  /** As describe() says it. */
  readonly wanted: string;
  /** What the engine does instead, in a way that harms nobody; a change of it shows up. */
  readonly deviation?: string;
}

const ANSWER_MS = 500;
const MIN_INITIAL_BYTES = 1_200;
const UNKNOWN_VERSION = 0x1a2a3a4a;
const QUIC_V1 = 1;
/** Connection ids of the cases: what the server sends back must have them swapped. */
const [TO, FROM] = [Uint8Array.from({ length: 8 }, (_, i) => i + 1), Uint8Array.from({ length: 8 }, (_, i) => 0x80 + i)];

/** A long header of a version, and noise up to `bytes`. */
export function longHeader(version: number, bytes: number, firstByte = 0xc3): Uint8Array {
  const packet = new Uint8Array(randomBytes(bytes));
  packet[0] = firstByte;
  new DataView(packet.buffer).setUint32(1, version);
  packet.set([TO.length, ...TO, FROM.length, ...FROM], 5);
  return packet;
}

const SILENCE = 'nothing';
const NEGOTIATION = 'version negotiation with 1, ids swapped';

export const QUIC_CASES: readonly QuicCase[] = [
  { name: 'an unknown version', packet: () => longHeader(UNKNOWN_VERSION, MIN_INITIAL_BYTES), wanted: NEGOTIATION },
  {
    name: 'an unknown version in a small datagram',
    packet: () => longHeader(UNKNOWN_VERSION, MIN_INITIAL_BYTES - 1),
    wanted: SILENCE, // 5.2.2: "Servers MUST drop smaller packets that specify unsupported versions"
    deviation: NEGOTIATION, // quinn in Deno 2.9.6; the answer is smaller than 3 × the question (O16)
  },
  { name: 'a version negotiation', packet: () => longHeader(0, MIN_INITIAL_BYTES), wanted: SILENCE },
  { name: 'an Initial that cannot be decrypted', packet: () => longHeader(QUIC_V1, MIN_INITIAL_BYTES), wanted: SILENCE },
  { name: 'an Initial in a small datagram', packet: () => longHeader(QUIC_V1, MIN_INITIAL_BYTES - 1), wanted: SILENCE },
  { name: 'a Handshake packet of nobody', packet: () => longHeader(QUIC_V1, MIN_INITIAL_BYTES, 0xe3), wanted: SILENCE },
  { name: 'a Retry', packet: () => longHeader(QUIC_V1, MIN_INITIAL_BYTES, 0xf3), wanted: SILENCE },
  { name: 'a packet of one byte', packet: () => Uint8Array.of(0x40), wanted: SILENCE },
  { name: 'an empty packet', packet: () => new Uint8Array(0), wanted: SILENCE },
];

export async function runQuicCase({ packet }: QuicCase, port: number): Promise<string> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  let answered = SILENCE;
  socket.on('message', (bytes) => (answered = describe(bytes)));
  socket.send(packet(), port, '127.0.0.1');
  await sleep(ANSWER_MS);
  socket.close();
  return answered;
}

function describe(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 23 || (view.getUint8(0) & 0x80) === 0 || view.getUint32(1) !== 0) return `${bytes.length} bytes`;
  const to = bytes.subarray(6, 14);
  const from = bytes.subarray(15, 23);
  const swapped = FROM.every((byte, i) => to[i] === byte) && TO.every((byte, i) => from[i] === byte);
  const versions = Array.from({ length: (bytes.length - 23) / 4 }, (_, i) => view.getUint32(23 + 4 * i));
  return `version negotiation with ${versions.filter((version) => version === QUIC_V1).join(' ')}, ids ${swapped ? 'swapped' : 'not swapped'}`;
}
