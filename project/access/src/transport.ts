// What the access tier knows about a network engine. Implementations: listen/{deno-quic,websocket,fails}.ts;
// listen/transport.contract.ts is the definition that each of them passes.

/** One ordered stream of bytes in each direction, opened by the peer. */
export interface Lane {
  /** The next bytes, at least one; undefined when the peer will send no more. The view is only valid until the next read. */
  read(): Promise<Uint8Array | undefined>;
  /**
   * Hands whole frames to the peer's flow control, in order; resolves when they were taken, rejects when the lane is gone.
   * Never called again before it resolved. The bytes must not change until then.
   */
  write(frames: readonly Uint8Array[]): Promise<void>;
  /** Nothing more will be read: what has come, and comes until the lane ends, is thrown away. For engines that would keep it. */
  abandon?(): void;
}

/** Larger ones do not fit a packet on every path. */
export const MAX_DATAGRAM_BYTES = 1_000;

/** Messages that may get lost or overtake each other. */
export interface Datagrams {
  /** The next datagram, undefined when none can come any more. */
  read(): Promise<Uint8Array | undefined>;
  /** Of ≤ MAX_DATAGRAM_BYTES. Newer ones are dropped while the engine has not taken the last. */
  send(bytes: Uint8Array): void;
}

export type TransportKind = 'webtransport' | 'websocket';

/** ended: the peer said so, or this side. lost: the network did, or that is all that can be known. */
export type Closed = 'ended' | 'lost';

export interface TransportSession {
  readonly kind: TransportKind;
  /** IP address of the peer. */
  readonly address: string;
  /** The next lane that the peer opens, undefined when none can come any more. */
  nextLane(): Promise<Lane | undefined>;
  readonly datagrams: Datagrams | undefined;
  /** Monotonic time since when the engine itself has held a message that is not complete, as seen by whoever asks now and then (C21). */
  unfinishedSince?(now: number): number | undefined;
  /** Resolves when the session is over, for whatever reason. Never rejects. */
  readonly closed: Promise<Closed>;
  /** Ends the session at once; what was written but not yet sent may be lost. */
  close(code: number, reason: string): void;
}

export interface Transport {
  readonly kind: TransportKind;
  readonly port: number;
  /** Accepts no more sessions; those that live go on. */
  stop(): void;
  /** Ends everything. */
  close(): Promise<void>;
}

export interface TransportOptions {
  readonly host: string;
  /** 0 = a free port. */
  readonly port: number;
  /** From the first packet until the session is established; then the peer is dropped. */
  readonly handshakeMs: number;
  /** A peer that is silent for this long is gone. */
  readonly idleMs: number;
  /** Asked before work is spent on a connection; undefined refuses it. To be called when its handshake has ended, well or not. */
  readonly admit: () => (() => void) | undefined;
  readonly onSession: (session: TransportSession) => void;
  /** The listener itself ended, without being told to: nothing can be accepted any more. */
  readonly onDied: (error: unknown) => void;
}

export const TRANSPORT_PATH = '/godwit';
