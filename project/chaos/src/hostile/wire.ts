// What an attacker has of a session: bytes out, bytes in when he asks for them, and the moment when the server has had enough.

export type TransportName = 'webtransport' | 'websocket';
export const TRANSPORTS: readonly TransportName[] = ['webtransport', 'websocket'];

export interface Wire {
  write(bytes: Uint8Array): Promise<void>;
  /** What came next; undefined: nothing will. Not asking is not reading: the server's flow control fills. */
  read(): Promise<Uint8Array | undefined>;
  /** Resolves when the session is over, for whatever reason; a TCP socket learns it only while it is read. */
  readonly closed: Promise<void>;
  close(): void;
}

export interface Attacker {
  /** A transport session and its first lane. */
  open(): Promise<Wire>;
  /** One session for each `first`, which is written to it; resolves with how many got an answer. */
  openMany(first: readonly Uint8Array[]): Promise<number>;
  /** All of it is gone at once, without a word. */
  vanish(): Promise<void>;
}

/** Reads whatever comes until the session is over. */
export async function readToEnd(wire: Wire): Promise<void> {
  for (let bytes = await wire.read(); bytes !== undefined; bytes = await wire.read());
  await wire.closed;
}
