import { Buffer } from 'node:buffer';
import process from 'node:process';
import type { WebSocket } from 'ws';
import type { Closed, Lane, TransportSession } from '../transport.js';
import { Unread } from './unread.js';
import { messageOf } from './websocket-message.js';

const MAX_UNREAD_BYTES = 256 * 1_024;
const MAX_PONG_BACKLOG_BYTES = 16 * 1_024;
/** WebSocket close codes that applications may use begin here. */
const CLOSE_CODE_BASE = 4_000;
/** Time for a peer that still sends to read the close frame; then it is reset. */
const REFUSED_MS = 1_000;
const UNSUPPORTED_DATA = 1_003;
const NO_CLOSE_FRAME = 1_006;
const TRY_AGAIN_LATER = 1_013;

/** What ws knows of a message that has begun and not ended; there is no event for it. */
interface Receiver {
  readonly _bufferedBytes: number;
  /** Opcode of a message in fragments, 0 = none. */
  readonly _fragmented: number;
  /** 0 = between two frames. */
  readonly _state: number;
}

/** What ws sends its own frames with: whole WebSocket frames, in the order of the calls while nothing is compressed. */
interface Sender {
  sendFrame(parts: readonly Uint8Array[], done: (error?: Error | null) => void): void;
}

export class WebSocketSession implements TransportSession {
  readonly kind = 'websocket';
  readonly address: string;
  readonly datagrams = undefined;
  readonly closed: Promise<Closed>;
  readonly #socket: WebSocket;
  #lane: Lane | undefined;
  #unfinishedSince: number | undefined;

  constructor(socket: WebSocket, address: string) {
    this.#socket = socket;
    this.address = address.replace(/^::ffff:/, '');
    this.#lane = new WebSocketLane(socket);
    this.closed = new Promise((resolve) => {
      socket.once('close', (code) => {
        resolve(code === NO_CLOSE_FRAME ? 'lost' : 'ended');
      });
    });
    socket.on('message', () => {
      this.#unfinishedSince = undefined;
    });
    socket.on('ping', (data) => {
      if (socket.bufferedAmount < MAX_PONG_BACKLOG_BYTES) socket.pong(data);
    });
  }

  /** While nothing is read, the peer cannot finish anything. */
  unfinishedSince(now: number): number | undefined {
    const { _bufferedBytes, _fragmented, _state } = (this.#socket as unknown as { readonly _receiver: Receiver })._receiver;
    const unfinished = !this.#socket.isPaused && (_bufferedBytes > 0 || _fragmented > 0 || _state > 0);
    this.#unfinishedSince = unfinished ? (this.#unfinishedSince ?? now) : undefined;
    return this.#unfinishedSince;
  }

  async nextLane(): Promise<Lane | undefined> {
    const lane = this.#lane;
    this.#lane = undefined;
    if (lane === undefined) await this.closed;
    return lane;
  }

  close(code: number, reason: string): void {
    this.#socket.close(CLOSE_CODE_BASE + code, reason);
    this.#socket.terminate();
  }
}

class WebSocketLane implements Lane {
  readonly #socket: WebSocket;
  readonly #unread = new Unread(MAX_UNREAD_BYTES);

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data, isBinary) => {
      if (isBinary) this.#arrive(data as Uint8Array);
      else socket.close(UNSUPPORTED_DATA);
    });
    socket.once('close', () => {
      this.#unread.end();
    });
    // a message that is too large, or malformed: ws has sent its close frame and would read on for as long as the peer sends
    socket.on('error', () => {
      process.nextTick(() => {
        socket.pause();
      });
      setTimeout(() => {
        socket.terminate();
      }, REFUSED_MS);
    });
  }

  read(): Promise<Uint8Array | undefined> {
    const next = this.#unread.read();
    if (this.#unread.empty) this.#socket.resume();
    return next;
  }

  write(frames: readonly Uint8Array[]): Promise<void> {
    const { _sender: sender, readyState, OPEN } = this.#socket as unknown as WebSocket & { readonly _sender: Sender };
    if (readyState !== OPEN) return Promise.reject(new Error('the WebSocket is closed'));
    const bytes = frames.length === 1 ? messageOf(frames[0]!) : Buffer.concat(frames.map(messageOf));
    return new Promise((resolve, reject) => {
      sender.sendFrame([bytes], (error) => {
        if (error === undefined || error === null) resolve();
        else reject(error);
      });
    });
  }

  /** ws goes on parsing the chunk it has after pause(): what it holds is bounded. */
  #arrive(message: Uint8Array): void {
    if (message.length === 0) return;
    const fits = this.#unread.arrive(message);
    if (!this.#unread.empty) this.#socket.pause();
    if (!fits) this.#socket.close(TRY_AGAIN_LATER);
  }
}
