import { decodeDown, type Down } from '@godwit/shared/protocol/down';
import { FrameReader, MAX_FRAME_BYTES } from '@godwit/shared/protocol/frame';
import { encodeUp, type Up } from '@godwit/shared/protocol/up';
import type { LoadUser } from './load-plan.ts';

interface BidirectionalStream {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
}
declare const WebTransport: new (
  url: string,
  options: { serverCertificateHashes: { algorithm: string; value: Uint8Array }[] },
) => { readonly ready: Promise<void>; readonly closed: Promise<unknown>; createBidirectionalStream(): Promise<BidirectionalStream> };

const PING_MS = 15_000;

/**
 * One raw protocol session over WebTransport: no outbox, no sync, no verifier, so that the generator costs as little as it can.
 * Writes that gather while one is in flight go out together, as the SDK's do.
 */
export class LoadSession {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  #waiting: Uint8Array[] = [];
  #writing = false;

  private constructor(writer: WritableStreamDefaultWriter<Uint8Array>) {
    this.#writer = writer;
  }

  /** Resolves when HelloAck is in; `onDown` then gets every further frame. */
  static async open(url: string, certificateHash: string, user: LoadUser, onDown: (down: Down) => void): Promise<LoadSession> {
    const hash = Uint8Array.from(atob(certificateHash), (c) => c.charCodeAt(0));
    const transport = new WebTransport(url, { serverCertificateHashes: [{ algorithm: 'sha-256', value: hash }] });
    transport.closed.catch(() => undefined);
    await transport.ready;
    const stream = await transport.createBidirectionalStream();
    const session = new LoadSession(stream.writable.getWriter());
    const ready = Promise.withResolvers<undefined>();
    session
      .#read(stream.readable, (down) => {
        if (down.kind === 'helloAck') ready.resolve(undefined);
        else if (down.kind === 'disconnect' || down.kind === 'error') ready.reject(new Error(JSON.stringify(down)));
        onDown(down);
      })
      .catch((error: unknown) => {
        ready.reject(error instanceof Error ? error : new Error(String(error)));
      });
    session.send({
      kind: 'hello',
      protocol: 1,
      accessToken: user.token,
      deviceId: user.deviceId,
      platform: 'bench',
      clientVersion: '0',
      resume: null,
    });
    await ready.promise;
    const ping = setInterval(() => {
      session.send({ kind: 'ping', clientTime: Date.now(), receivedCount: 0 });
    }, PING_MS);
    transport.closed
      .finally(() => {
        clearInterval(ping);
      })
      .catch(() => undefined);
    return session;
  }

  send(up: Up): void {
    this.#waiting.push(encodeUp(up));
    if (!this.#writing) void this.#flush();
  }

  async #flush(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const parts = this.#waiting;
      this.#waiting = [];
      await this.#writer.write(parts.length === 1 ? (parts[0] as Uint8Array) : join(parts));
    }
    this.#writing = false;
  }

  async #read(readable: ReadableStream<Uint8Array>, onDown: (down: Down) => void): Promise<void> {
    const frames = new FrameReader({ maxFrameBytes: MAX_FRAME_BYTES });
    const reader = readable.getReader({ mode: 'byob' });
    let buffer = new ArrayBuffer(4096);
    for (;;) {
      const { value, done } = await reader.read(new Uint8Array(buffer));
      if (done) return;
      frames.push(value);
      for (let next = frames.next(); next.at === 'frame'; next = frames.next()) {
        const down = decodeDown(next.bytes);
        if (down !== undefined && down.message.kind !== 'unsupported') onDown(down.message);
      }
      buffer = value.buffer;
    }
  }
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
