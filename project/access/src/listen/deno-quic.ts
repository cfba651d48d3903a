// Hops 3 and 8: WebTransport over QUIC in Deno, the default listener. The only file that uses Deno's QUIC API (docs/gotchas.md).
// Bounds: a connection is a session within handshakeMs or closed; 2 lanes, 45 s idle; QUIC state is allocated per permitted stream.
import { deadline, guard } from '@godwit/shared/guard';
import { type Transport, TRANSPORT_PATH, type TransportOptions } from '../transport.js';
import type { Certificate } from './certificate.js';
import { WebTransportSession } from './web-transport-session.js';

/** The CONNECT stream of HTTP/3, the live and the bulk lane, and one to spare. */
const MAX_BIDIRECTIONAL_STREAMS = 4;
/** HTTP/3 needs three; browsers may add more. */
const MAX_UNIDIRECTIONAL_STREAMS = 8;
const KEEP_ALIVE_MS = 15_000;
const NO_ERROR = { closeCode: 0, reason: '' };

export interface DenoQuicOptions extends TransportOptions {
  readonly certificate: Certificate;
}

export class DenoQuicTransport implements Transport {
  readonly kind = 'webtransport';
  readonly usesTcp = false;
  readonly #options: DenoQuicOptions;
  readonly #endpoint: Deno.QuicEndpoint;
  #listener: Deno.QuicListener;
  #stopping = false;

  constructor(options: DenoQuicOptions) {
    this.#options = options;
    this.#endpoint = new Deno.QuicEndpoint({ hostname: options.host, port: options.port });
    this.#listener = this.#listen(options.certificate);
    guard(this.#accept(this.#listener), options.onDied);
  }

  get port(): number {
    return this.#endpoint.addr.port;
  }

  /** New connections get this certificate. Sessions stay, and the loop of the first listener goes on accepting. */
  useCertificate(certificate: Certificate): void {
    if (!this.#stopping) this.#listener = this.#listen(certificate);
  }

  stop(): void {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#listener.stop();
  }

  close(): Promise<void> {
    this.stop();
    this.#endpoint.close(NO_ERROR);
    return Promise.resolve();
  }

  #listen({ certPem, keyPem }: Certificate): Deno.QuicListener {
    return this.#endpoint.listen({
      cert: certPem,
      key: keyPem,
      alpnProtocols: ['h3'],
      maxIdleTimeout: this.#options.idleMs,
      keepAliveInterval: Math.min(KEEP_ALIVE_MS, this.#options.idleMs / 3),
      maxConcurrentBidirectionalStreams: MAX_BIDIRECTIONAL_STREAMS,
      maxConcurrentUnidirectionalStreams: MAX_UNIDIRECTIONAL_STREAMS,
    });
  }

  async #accept(listener: Deno.QuicListener): Promise<void> {
    for await (const incoming of listener) {
      // awaiting here would let one slow handshake hold up all the others
      guard(this.#take(incoming));
    }
    if (!this.#stopping) throw new Error('the QUIC listener ended');
  }

  async #take(incoming: Deno.QuicIncoming): Promise<void> {
    // reading the address of a QuicIncoming breaks it: accept or refuse straight away
    const release = this.#stopping ? undefined : this.#options.admit();
    if (release === undefined) {
      incoming.refuse();
      return;
    }
    const conn = incoming.accept({ zeroRtt: true });
    guard(conn.closed);
    try {
      const session = await deadline(establish(conn), this.#options.handshakeMs, 'a WebTransport handshake');
      this.#options.onSession(session);
    } catch {
      conn.close(NO_ERROR);
    } finally {
      release();
    }
  }
}

/** With zeroRtt there is something to close while the peer is half-open; early data is not looked at before the handshake is done. */
async function establish(conn: Deno.QuicConn): Promise<WebTransportSession> {
  await conn.handshake;
  const webTransport = await Deno.upgradeWebTransport(conn);
  guard(webTransport.closed);
  guard(webTransport.ready);
  await webTransport.ready;
  if (new URL(webTransport.url).pathname !== TRANSPORT_PATH) throw new Error('not found');
  return new WebTransportSession(webTransport, {
    address: conn.remoteAddr.hostname,
    connectionClosed: conn.closed,
    closeConnection: (closeCode, reason) => {
      conn.close({ closeCode, reason });
    },
  });
}
