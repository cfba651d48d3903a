// A client that speaks frames over a raw lane, for tests.
import { deflateRawSync } from 'node:zlib';
import { deadline } from '@godwit/shared/guard';
import { encodeDeflated } from '@godwit/shared/protocol/deflated';
import { type Down, decodeDown } from '@godwit/shared/protocol/down';
import { FrameReader, MAX_FRAME_BYTES, withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import { encodeUp, type Up } from '@godwit/shared/protocol/up';
import { verify } from '@godwit/shared/protocol/verify';
import type { RawLane, RawSession } from './raw-peer.js';

const WAIT_MS = 15_000;

type Kind = Down['kind'];
type Of<K extends Kind> = Extract<Down, { kind: K }>;

export const helloOf = (accessToken: string, deviceId = ''): Up => ({
  kind: 'hello',
  protocol: 1,
  accessToken,
  deviceId,
  platform: 'web',
  clientVersion: 'test',
  resume: null,
});

/** As a client sends what it deflates. */
export const deflatedUp = (message: Up, ref = 0): Uint8Array =>
  encodeDeflated(deflateRawSync(withoutLengthPrefix(encodeUp(message, ref))), ref);

export class TestClient {
  readonly session: RawSession;
  readonly lane: RawLane;
  readonly #reader = new FrameReader({ maxFrameBytes: 16 * MAX_FRAME_BYTES });

  private constructor(session: RawSession, lane: RawLane) {
    this.session = session;
    this.lane = lane;
  }

  static async open(session: RawSession): Promise<TestClient> {
    return new TestClient(session, await session.lane());
  }

  /** Another lane of the same session. */
  async bulk(): Promise<TestClient> {
    return new TestClient(this.session, await this.session.lane());
  }

  send(message: Up, ref = 0): Promise<void> {
    return this.lane.write(encodeUp(message, ref));
  }

  async hello(token: string): Promise<Of<'helloAck'>> {
    await this.send(helloOf(token));
    return this.expect('helloAck');
  }

  ping(): Promise<void> {
    return this.send({ kind: 'ping', clientTime: 1, receivedCount: 0 });
  }

  /** The next frame; undefined when the lane is over. */
  async next(): Promise<Down | undefined> {
    for (;;) {
      const read = this.#reader.next();
      if (read.at === 'too-large') throw new Error(`a frame of ${String(read.declared)} bytes`);
      if (read.at === 'frame') {
        if (!verify('Frame', read.bytes)) throw new Error('access sent a malformed frame');
        const message = decodeDown(read.bytes)?.message;
        if (message === undefined || message.kind === 'unsupported') throw new Error('not a down frame');
        return message;
      }
      const bytes = await this.lane.read();
      if (bytes === undefined) return undefined;
      this.#reader.push(bytes);
    }
  }

  /** The next frame of this kind; others before it are skipped. */
  expect<K extends Kind>(kind: K, waitMs = WAIT_MS): Promise<Of<K>> {
    const skipped: string[] = [];
    const found = async (): Promise<Of<K>> => {
      for (;;) {
        const message = await this.next();
        if (message === undefined) throw new Error(`the lane ended while waiting for ${kind} (got ${skipped.join(', ')})`);
        if (message.kind === kind) return message as Of<K>;
        skipped.push(message.kind === 'disconnect' ? `disconnect ${message.reason}` : message.kind);
      }
    };
    return deadline(found(), waitMs, `waiting for ${kind}`);
  }

  /** Reads to the end; what the Disconnect said, undefined when there was none. */
  async ended(waitMs = WAIT_MS): Promise<string | undefined> {
    let reason: string | undefined;
    const end = async (): Promise<void> => {
      for (let message = await this.next(); message !== undefined; message = await this.next()) {
        if (message.kind === 'disconnect') reason = message.reason;
      }
      await this.session.closed;
    };
    await deadline(end(), waitMs, 'waiting for the end of the session');
    return reason;
  }
}
