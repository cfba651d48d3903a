// A WebSocket client over a bare TCP socket: it reads only when asked, and may break every rule of the protocol.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type ClientFrame, decodeServerFrame, encodeClientFrame, OPCODES, type ServerFrame } from './websocket-frames.ts';
import type { Wire } from './wire.ts';

const UPGRADE_MS = 10_000;

export interface RawWebSocketOptions {
  /** Address that the server sees, e.g. 127.0.0.2. */
  readonly localAddress?: string;
}

export class RawWebSocket implements Wire {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  #unread: Uint8Array = new Uint8Array(0);
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        resolve();
        this.#wake();
      });
    });
    socket.on('data', (chunk: Buffer) => {
      socket.pause();
      this.#unread = Buffer.concat([this.#unread, chunk]);
      this.#wake();
    });
  }

  /** Rejects when the server does not upgrade the connection. */
  static async open(url: string, { localAddress }: RawWebSocketOptions = {}): Promise<RawWebSocket> {
    const { hostname, port, pathname } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), ...(localAddress === undefined ? {} : { localAddress }) });
    socket.setNoDelay(true);
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    const wire = new RawWebSocket(socket);
    socket.write(
      `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    const timer = setTimeout(() => socket.destroy(), UPGRADE_MS);
    const head = await wire.#head();
    clearTimeout(timer);
    if (head.startsWith('HTTP/1.1 101')) return wire;
    socket.destroy();
    throw new Error(`not upgraded: ${head.split('\r\n', 1)[0] ?? ''}`);
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.frame({ opcode: OPCODES.binary, payload: bytes });
  }

  frame(frame: ClientFrame): Promise<void> {
    return this.raw(encodeClientFrame(frame));
  }

  /** Bytes as they are. Resolves when the kernel has them; rejects when the connection is over. */
  raw(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.write(bytes, (error) => {
        if (error === undefined || error === null) resolve();
        else reject(error);
      });
    });
  }

  /** The payload of the next binary message. */
  async read(): Promise<Uint8Array | undefined> {
    for (let frame = await this.nextFrame(); frame !== undefined; frame = await this.nextFrame()) {
      if (frame.opcode === OPCODES.binary) return frame.payload;
    }
    return undefined;
  }

  async nextFrame(): Promise<ServerFrame | undefined> {
    for (;;) {
      const decoded = decodeServerFrame(this.#unread);
      if (decoded !== undefined) {
        this.#unread = this.#unread.subarray(decoded.taken);
        return decoded.frame;
      }
      if (!(await this.#more())) return undefined;
    }
  }

  close(): void {
    this.socket.destroy();
  }

  async #head(): Promise<string> {
    for (;;) {
      const text = Buffer.from(this.#unread).toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end >= 0) {
        this.#unread = this.#unread.subarray(end + 4);
        return text.slice(0, end);
      }
      if (!(await this.#more())) return text;
    }
  }

  /** False: nothing more will come. */
  async #more(): Promise<boolean> {
    if (this.socket.destroyed) return false;
    const had = this.#unread.length;
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.socket.resume();
    await woken;
    return this.#unread.length > had;
  }
}
