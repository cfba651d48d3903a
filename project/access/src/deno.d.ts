// The parts of Deno's QUIC, FFI and permission APIs that access/listen uses; @types/deno would clash with the Node types of the rest.
declare namespace Deno {
  interface QuicTransportOptions {
    keepAliveInterval?: number;
    maxIdleTimeout?: number;
    maxConcurrentBidirectionalStreams?: number;
    maxConcurrentUnidirectionalStreams?: number;
  }
  interface QuicListenOptions extends QuicTransportOptions {
    alpnProtocols: string[];
    key: string;
    cert: string;
  }
  interface QuicConn {
    readonly handshake: Promise<void>;
    readonly closed: Promise<unknown>;
    readonly remoteAddr: { readonly hostname: string; readonly port: number };
    close(info?: { closeCode: number; reason: string }): void;
  }
  interface QuicIncoming {
    /** With zeroRtt the connection is there at once; nothing of it may be believed before `handshake`. */
    accept(options: { zeroRtt: true }): QuicConn;
    refuse(): void;
  }
  interface QuicListener extends AsyncIterable<QuicIncoming> {
    stop(): void;
  }
  interface DuplexByteStream {
    readonly readable: import('node:stream/web').ReadableStream<Uint8Array>;
    readonly writable: import('node:stream/web').WritableStream<Uint8Array>;
  }
  interface ServerWebTransport {
    readonly url: string;
    readonly ready: Promise<unknown>;
    readonly closed: Promise<unknown>;
    readonly incomingBidirectionalStreams: import('node:stream/web').ReadableStream<DuplexByteStream>;
    readonly datagrams: DuplexByteStream;
    close(info?: { closeCode?: number; reason?: string }): void;
  }
  class QuicEndpoint {
    constructor(options: { hostname: string; port: number });
    readonly addr: { readonly port: number };
    listen(options: QuicListenOptions): QuicListener;
    close(info?: { closeCode: number; reason: string }): void;
  }
  /** For tests. */
  function connectQuic(
    options: QuicTransportOptions & { hostname: string; port: number; alpnProtocols: string[]; caCerts: string[]; serverName: string },
  ): Promise<QuicConn>;
  function upgradeWebTransport(conn: QuicConn): Promise<ServerWebTransport>;
  interface ForeignFunction {
    parameters: readonly ('i32' | 'u32' | 'buffer')[];
    result: 'i32';
  }
  function dlopen<S extends Record<string, ForeignFunction>>(
    library: string,
    symbols: S,
  ): { readonly symbols: Record<keyof S, (...args: readonly (number | ArrayBufferView)[]) => number>; close(): void };
  const permissions: { revokeSync(permission: { name: 'ffi' }): unknown };
}
