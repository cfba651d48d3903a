// What an established WebTransport session of any engine looks like to the access tier.
// Bound: lanes are accepted one by one, so a peer cannot have more than it was allowed read at the same time.
import type { ReadableStream, WritableStream } from 'node:stream/web';
import { guard } from '@godwit/shared/guard';
import type { Closed, Datagrams, Lane, TransportSession } from '../transport.js';
import { type DuplexByteStream, StreamLane } from './stream-lane.js';

export interface ServerWebTransport {
  readonly ready: Promise<unknown>;
  readonly closed: Promise<unknown>;
  readonly incomingBidirectionalStreams: ReadableStream<DuplexByteStream>;
  readonly datagrams: { readonly readable: ReadableStream<Uint8Array>; readonly writable: WritableStream<Uint8Array> };
  close(info?: { closeCode?: number; reason?: string }): void;
}

export interface WebTransportPeer {
  readonly address: string;
  /** Settles when the connection below is gone. */
  readonly connectionClosed: Promise<unknown>;
  closeConnection(code: number, reason: string): void;
  /** What the session gets to see of a lane; the lane itself unless the engine needs help. */
  readonly wrap?: (lane: Lane) => Lane;
}

export class WebTransportSession implements TransportSession {
  readonly kind = 'webtransport';
  readonly address: string;
  readonly closed: Promise<Closed>;
  readonly datagrams: Datagrams;
  readonly #webTransport: ServerWebTransport;
  readonly #peer: WebTransportPeer;
  readonly #streams;

  constructor(webTransport: ServerWebTransport, peer: WebTransportPeer) {
    this.address = peer.address;
    this.#webTransport = webTransport;
    this.#peer = peer;
    this.#streams = webTransport.incomingBidirectionalStreams.getReader();
    this.datagrams = new DatagramLane(webTransport.datagrams);
    this.closed = Promise.race([webTransport.closed, peer.connectionClosed]).then(lost, lost);
    guard(this.#streams.closed);
  }

  async nextLane(): Promise<Lane | undefined> {
    try {
      const { value, done } = await this.#streams.read();
      if (done) return undefined;
      const lane = new StreamLane(value);
      return this.#peer.wrap?.(lane) ?? lane;
    } catch {
      return undefined;
    }
  }

  close(code: number, reason: string): void {
    try {
      this.#webTransport.close({ closeCode: code, reason });
    } catch {
      // it was closed already
    }
    this.#peer.closeConnection(code, reason);
  }
}

class DatagramLane implements Datagrams {
  readonly #reader;
  readonly #writer;
  #writing = false;

  constructor({ readable, writable }: ServerWebTransport['datagrams']) {
    this.#reader = readable.getReader();
    this.#writer = writable.getWriter();
    guard(this.#reader.closed);
    guard(this.#writer.closed);
  }

  send(bytes: Uint8Array): void {
    if (this.#writing) return;
    this.#writing = true;
    guard(
      this.#writer.write(bytes).finally(() => {
        this.#writing = false;
      }),
    );
  }

  async read(): Promise<Uint8Array | undefined> {
    try {
      return (await this.#reader.read()).value;
    } catch {
      return undefined;
    }
  }
}

/** Engines do not say who ended it. */
const lost = (): Closed => 'lost';
