import type { Socket } from 'node:net';
import process from 'node:process';
import type { WebSocket } from 'ws';
import type { Lane, TransportSession } from '../transport.js';
import { Unread } from './unread.js';

const MAX_UNREAD_BYTES = 256 * 1_024;
const MAX_PONG_BACKLOG_BYTES = 16 * 1_024;
/** WebSocket close codes that applications may use begin here. */
const CLOSE_CODE_BASE = 4_000;
/** Time for the close frame to reach a peer that still sends. */
const REFUSED_MS = 500;
const UNSUPPORTED_DATA = 1_003;
const TRY_AGAIN_LATER = 1_013;

/** What ws knows of a message that has begun and not ended; there is no event for it. */
interface Receiver {
  readonly _bufferedBytes: number;
  /** Opcode of a message in fragments, 0 = none. */
  readonly _fragmented: number;
  /** 0 = between two frames. */
  readonly _state: number;
}

export class WebSocketSession implements TransportSession {
  readonly kind = 'websocket';
  readonly address: string;
  readonly datagrams = undefined;
  readonly closed: Promise<void>;
  readonly #socket: WebSocket;
  #lane: Lane | undefined;
  #unfinishedSince: number | undefined;

  constructor(socket: WebSocket, address: string) {
    this.#socket = socket;
    this.address = address.replace(/^::ffff:/, '');
    this.#lane = new WebSocketLane(socket);
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        resolve();
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
    return new Promise((resolve, reject) => {
      const socket = this.#socket;
      const tcp = (socket as unknown as { readonly _socket: Socket | null })._socket;
      tcp?.cork();
      const last = frames.length - 1;
      for (let i = 0; i < last; i++) socket.send(frames[i]!);
      socket.send(frames[last]!, (error) => {
        if (error === undefined || error === null) resolve();
        else reject(error);
      });
      tcp?.uncork();
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
