// RFC 6455 framing of a client, with every field free to be wrong.

export const OPCODES = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface ClientFrame {
  readonly opcode: number;
  readonly payload?: Uint8Array;
  /** Default true. */
  readonly fin?: boolean;
  /** The three reserved bits, 0–7. */
  readonly rsv?: number;
  /** Default true; a server must refuse what is not masked. */
  readonly masked?: boolean;
  /** What the header says instead of the length of the payload. */
  readonly declaredBytes?: number;
  /** Bytes of the length field, 7 bits = 0; default: the shortest that fits. */
  readonly lengthBytes?: 0 | 2 | 8;
}

const MASK = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);

export function encodeClientFrame(frame: ClientFrame): Uint8Array {
  const { opcode, payload = new Uint8Array(0), fin = true, rsv = 0, masked = true } = frame;
  const length = lengthField(frame.declaredBytes ?? payload.length, frame.lengthBytes);
  const bytes = new Uint8Array(1 + length.length + (masked ? MASK.length : 0) + payload.length);
  bytes[0] = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  bytes.set(length, 1);
  if (masked) {
    bytes[1] = (bytes[1] ?? 0) | 0x80;
    bytes.set(MASK, 1 + length.length);
  }
  const start = bytes.length - payload.length;
  for (let i = 0; i < payload.length; i++) bytes[start + i] = (payload[i] ?? 0) ^ (masked ? (MASK[i % MASK.length] ?? 0) : 0);
  return bytes;
}

function lengthField(length: number, size: 0 | 2 | 8 = length < 126 ? 0 : length < 65_536 ? 2 : 8): Uint8Array {
  if (size === 0) return Uint8Array.of(length);
  const bytes = new Uint8Array(1 + size);
  bytes[0] = size === 2 ? 126 : 127;
  const view = new DataView(bytes.buffer);
  if (size === 2) view.setUint16(1, length);
  else view.setBigUint64(1, BigInt(length));
  return bytes;
}

export interface ServerFrame {
  readonly fin: boolean;
  readonly rsv: number;
  readonly opcode: number;
  readonly masked: boolean;
  readonly payload: Uint8Array;
}

/** The first frame of `bytes` and how many bytes it took; undefined: it is not complete. */
export function decodeServerFrame(bytes: Uint8Array): { readonly frame: ServerFrame; readonly taken: number } | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const short = second & 0x7f;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < start) return undefined;
  const length = short === 126 ? view.getUint16(2) : short === 127 ? Number(view.getBigUint64(2)) : short;
  if (bytes.length < start + length) return undefined;
  const payload = bytes.slice(start, start + length);
  const frame = { fin: (first & 0x80) !== 0, rsv: (first >> 4) & 7, opcode: first & 15, masked: (second & 0x80) !== 0, payload };
  return { frame, taken: start + length };
}
