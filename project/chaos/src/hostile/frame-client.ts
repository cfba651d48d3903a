// Speaks frames over a wire, as well as it is told to: nothing is resent, checked or answered by itself.
import { deadline } from '@godwit/shared/guard';
import { decodeDown, type Down } from '@godwit/shared/protocol/down';
import { FrameReader, MAX_FRAME_BYTES, PROTOCOL_VERSION } from '@godwit/shared/protocol/frame';
import { encodeUp, type Up } from '@godwit/shared/protocol/up';
import type { Wire } from './wire.ts';

const WAIT_MS = 15_000;

export type DownOf<K extends Down['kind']> = Extract<Down, { kind: K }>;

export const helloOf = (accessToken: string, deviceId: string): Up => ({
  kind: 'hello',
  protocol: PROTOCOL_VERSION,
  accessToken,
  deviceId,
  platform: 'test',
  clientVersion: '0',
  resume: null,
});

export class FrameClient {
  readonly wire: Wire;
  readonly #reader = new FrameReader({ maxFrameBytes: 16 * MAX_FRAME_BYTES });

  constructor(wire: Wire) {
    this.wire = wire;
  }

  send(message: Up, ref = 0): Promise<void> {
    return this.wire.write(encodeUp(message, ref));
  }

  async hello(accessToken: string, deviceId: string): Promise<DownOf<'helloAck'>> {
    await this.send(helloOf(accessToken, deviceId));
    return this.expect('helloAck');
  }

  async ping(): Promise<void> {
    await this.send({ kind: 'ping', clientTime: 1, receivedCount: 0 });
    await this.expect('pong');
  }

  /** The next frame that this build knows; undefined when the wire is over. */
  async next(): Promise<Down | undefined> {
    for (;;) {
      const read = this.#reader.next();
      if (read.at === 'too-large') throw new Error(`the server sent a frame of ${read.declared} bytes`);
      if (read.at === 'frame') {
        const message = decodeDown(read.bytes)?.message;
        if (message === undefined || message.kind === 'unsupported') throw new Error('the server sent no down frame');
        return message;
      }
      const bytes = await this.wire.read();
      if (bytes === undefined) return undefined;
      this.#reader.push(bytes);
    }
  }

  /** The next frame of this kind; those before it are skipped. Rejects when it does not come. */
  expect<K extends Down['kind']>(kind: K, waitMs = WAIT_MS): Promise<DownOf<K>> {
    const skipped: string[] = [];
    const found = async (): Promise<DownOf<K>> => {
      for (let message = await this.next(); message !== undefined; message = await this.next()) {
        if (message.kind === kind) return message as DownOf<K>;
        skipped.push(
          message.kind === 'disconnect' ? `disconnect ${message.reason}` : message.kind === 'error' ? message.name : message.kind,
        );
      }
      throw new Error(`the session ended while waiting for ${kind} (got ${skipped.join(', ')})`);
    };
    return deadline(found(), waitMs, `waiting for ${kind}`).catch((error: unknown) => {
      throw skipped.length === 0 ? error : new Error(`${String(error)}; what came was ${skipped.slice(0, 10).join(', ')}`);
    });
  }

  /** Reads to the end; resolves with the reason of the Disconnect frame, undefined when there was none. */
  async ended(waitMs = WAIT_MS): Promise<string | undefined> {
    const end = async (): Promise<string | undefined> => {
      let reason: string | undefined;
      for (let message = await this.next(); message !== undefined; message = await this.next()) {
        if (message.kind === 'disconnect') reason = message.reason;
      }
      await this.wire.closed;
      return reason;
    };
    return deadline(end(), waitMs, 'waiting for the end of the session');
  }
}
