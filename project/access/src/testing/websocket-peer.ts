import { once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';
import type { RawLane, RawPeer, RawSession } from './raw-peer.js';

/** A WebSocket client of this process; its socket is paused except while a read waits. */
export class WebSocketPeer implements RawPeer {
  readonly #url: string;
  readonly #options: ClientOptions;
  readonly #sockets: WebSocket[] = [];

  constructor(url: string, options: ClientOptions = {}) {
    this.#url = url;
    this.#options = options;
  }

  async open(): Promise<RawSession & { readonly socket: WebSocket }> {
    const socket = new WebSocket(this.#url, { perMessageDeflate: false, ...this.#options });
    this.#sockets.push(socket);
    const lane = new WebSocketRawLane(socket);
    await once(socket, 'open');
    socket.pause();
    return {
      socket,
      lane: () => Promise.resolve(lane),
      closed: lane.closed,
      close: () => {
        socket.resume();
        socket.close();
      },
    };
  }

  vanish(): Promise<void> {
    for (const socket of this.#sockets) socket.terminate();
    return Promise.resolve();
  }
}

class WebSocketRawLane implements RawLane {
  readonly closed: Promise<void>;
  readonly #socket: WebSocket;
  readonly #unread: Uint8Array[] = [];
  #wake: () => void = () => undefined;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        resolve();
        this.#wake();
      });
    });
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      this.#unread.push(new Uint8Array(data as Buffer));
      socket.pause();
      this.#wake();
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.send(bytes, (error) => {
        if (error === undefined || error === null) resolve();
        else reject(error);
      });
    });
  }

  async read(): Promise<Uint8Array | undefined> {
    while (this.#unread.length === 0 && this.#socket.readyState !== WebSocket.CLOSED) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#socket.resume();
      await woken;
    }
    return this.#unread.shift();
  }
}
