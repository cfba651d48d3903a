import { resetSocket } from '../../../../scripts/faults/reset-socket.ts';
import { RawWebSocket, type RawWebSocketOptions } from './raw-websocket.ts';
import type { Attacker } from './wire.ts';

const AT_ONCE = 16;

export class WebSocketAttacker implements Attacker {
  readonly #url: string;
  readonly #options: RawWebSocketOptions;
  readonly #sockets = new Set<RawWebSocket>();

  constructor(url: string, options: RawWebSocketOptions = {}) {
    this.#url = url;
    this.#options = options;
  }

  async open(): Promise<RawWebSocket> {
    const socket = await RawWebSocket.open(this.#url, this.#options);
    this.#sockets.add(socket);
    return socket;
  }

  async openMany(first: readonly Uint8Array[]): Promise<number> {
    const waiting = [...first];
    let answered = 0;
    const openSome = async (): Promise<void> => {
      for (let bytes = waiting.pop(); bytes !== undefined; bytes = waiting.pop()) {
        const socket = await this.open();
        await socket.write(bytes);
        if ((await socket.read()) !== undefined) answered++;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, openSome));
    return answered;
  }

  /** A reset, as the kernel sends it for a process that was killed with unread data. */
  async vanish(): Promise<void> {
    for (const { socket } of this.#sockets) resetSocket(socket);
    this.#sockets.clear();
  }
}
