// What a Node process holds, without the slack of its collector: read through the inspector, after a collection. For a process that was
// started with NODE_OPTIONS=--inspect=127.0.0.1:<port>; its heap alone would grow to 256 MB before the first full collection.
import { once } from 'node:events';

const ANSWER_MS = 10_000;

export interface Held {
  /** Objects and buffers. */
  readonly liveBytes: number;
  readonly residentBytes: number;
}

interface Usage {
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
}

export class HeldMemory {
  readonly #socket: WebSocket;
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  static async of(port: number): Promise<HeldMemory> {
    const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { webSocketDebuggerUrl: string }[];
    const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
    await once(socket, 'open', { signal: AbortSignal.timeout(ANSWER_MS) });
    return new HeldMemory(socket);
  }

  async now(): Promise<Held> {
    // buffers are given back when what held them was collected before
    for (let time = 0; time < 2; time += 1) await this.#ask('HeapProfiler.collectGarbage');
    const answer = (await this.#ask('Runtime.evaluate', { expression: 'process.memoryUsage()', returnByValue: true })) as {
      result: { value: Usage };
    };
    const { rss, heapUsed, external } = answer.result.value;
    return { liveBytes: heapUsed + external, residentBytes: rss };
  }

  close(): void {
    this.#socket.close();
  }

  async #ask(method: string, params: object = {}): Promise<unknown> {
    const id = (this.#lastId += 1);
    this.#socket.send(JSON.stringify({ id, method, params }));
    const signal = AbortSignal.timeout(ANSWER_MS);
    for (;;) {
      const [event] = (await once(this.#socket, 'message', { signal })) as [MessageEvent<string>];
      const { id: answered, result } = JSON.parse(event.data) as { id?: number; result?: unknown };
      if (answered === id) return result;
    }
  }
}
