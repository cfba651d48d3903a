import { openWebSocket } from '@godwit/client/transport/websocket';
import { decodeDown, type Down } from '@godwit/shared/protocol/down';
import { PROTOCOL_VERSION } from '@godwit/shared/protocol/frame';
import { encodeUp, type Up } from '@godwit/shared/protocol/up';

type Of<K extends Down['kind']> = Extract<Down, { kind: K }>;

/** One session that speaks frames and nothing else: no outbox, no resend, so that a test decides what is sent how often and where. */
export class RawSession {
  readonly received: Down[] = [];
  #send: (up: Up) => void = () => undefined;
  #close: () => void = () => undefined;
  #wake: () => void = () => undefined;

  static async open(websocketUrl: string, accessToken: string, deviceId: string): Promise<RawSession> {
    const session = new RawSession();
    const transport = await openWebSocket({
      address: { url: '', websocketUrl, certificateHashes: [] },
      listener: {
        frame: (bytes) => session.#take(bytes),
        closed: () => session.#wake(),
      },
      signal: new AbortController().signal,
    });
    session.#send = (up) => transport.send(encodeUp(up), 'live');
    session.#close = () => transport.close();
    session.send({ kind: 'hello', protocol: PROTOCOL_VERSION, accessToken, deviceId, platform: 'test', clientVersion: '0', resume: null });
    await session.nth('helloAck', 1);
    return session;
  }

  send(up: Up): void {
    this.#send(up);
  }

  close(): void {
    this.#close();
  }

  all<K extends Down['kind']>(kind: K): Of<K>[] {
    return this.received.filter((down): down is Of<K> => down.kind === kind);
  }

  /** The n-th frame of a kind, from 1, as soon as it is there. */
  async nth<K extends Down['kind']>(kind: K, n: number): Promise<Of<K>> {
    for (;;) {
      const found = this.all(kind)[n - 1];
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** What `find` gives, as soon as a frame makes it give something; undefined when none does in time. */
  async when<T>(find: () => T | undefined, withinMs: number): Promise<T | undefined> {
    for (const end = performance.now() + withinMs; ;) {
      const found = find();
      const leftMs = end - performance.now();
      if (found !== undefined || leftMs <= 0) return found;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  #take(bytes: Uint8Array): void {
    const down = decodeDown(bytes);
    if (down !== undefined && down.message.kind !== 'unsupported') this.received.push(down.message);
    this.#wake();
  }
}
