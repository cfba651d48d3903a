import type { Lane } from '../wire.js';

export type TransportKind = 'webtransport' | 'websocket';

/** One connection to an access node that carries frames. */
export interface Transport {
  readonly kind: TransportKind;
  /** Queues a frame with its length prefix; order is kept per lane. Nothing happens after the close. */
  send(frame: Uint8Array, lane: Lane): void;
  /** Idempotent. `closed` is not called for an own close. */
  close(): void;
}

/** What a transport tells its owner. Nothing comes after closed(). */
export interface TransportListener {
  /** A whole frame without its length prefix, in order per lane; not verified. */
  frame(bytes: Uint8Array): void;
  closed(reason: string): void;
}

/** Where an access node listens. url: '' = no QUIC there; websocketUrl: '' = no WebSocket. */
export interface AccessAddress {
  readonly node?: string;
  readonly url: string;
  readonly websocketUrl: string;
  /** base64 SHA-256, for serverCertificateHashes. */
  readonly certificateHashes: readonly string[];
}

export type OpenTransport = (attempt: {
  readonly address: AccessAddress;
  readonly listener: TransportListener;
  readonly signal: AbortSignal;
}) => Promise<Transport>;
