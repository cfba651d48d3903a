import { decodeDown, type Down } from '@godwit/shared/protocol/down';
import { FrameReader, MAX_FRAME_BYTES, PROTOCOL_VERSION } from '@godwit/shared/protocol/frame';
import { encodeUp, type Up } from '@godwit/shared/protocol/up';
import type { AccessNode } from '@godwit/shared/rest/access';
import type { LoadUser } from './load-plan.ts';
import type { OpenWire, Wire } from './wire.ts';

const PING_MS = 15_000;

/** One raw session of the protocol: no outbox, no sync, no verifier, so that the generator costs as little as it can. */
export class LoadSession {
  readonly #wire: Wire;

  private constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** Resolves when HelloAck is in; `onDown` then gets every further frame. Rejects when the session ends before. */
  static async open(openWire: OpenWire, node: AccessNode, user: LoadUser, onDown: (down: Down) => void): Promise<LoadSession> {
    const signedIn = Promise.withResolvers<undefined>();
    // Awaited below, after the wire is open; it may be refused before that.
    signedIn.promise.catch(() => undefined);
    const timers: ReturnType<typeof setInterval>[] = [];
    const reader = new FrameReader({ maxFrameBytes: MAX_FRAME_BYTES });
    const wire = await openWire(node, {
      bytes: (chunk) => {
        reader.push(chunk);
        for (let next = reader.next(); next.at === 'frame'; next = reader.next()) {
          const down = decodeDown(next.bytes)?.message;
          if (down === undefined || down.kind === 'unsupported') continue;
          if (down.kind === 'helloAck') signedIn.resolve(undefined);
          else if (down.kind === 'disconnect' || down.kind === 'error') signedIn.reject(new Error(JSON.stringify(down)));
          onDown(down);
        }
      },
      closed: (why) => {
        for (const timer of timers) clearInterval(timer);
        signedIn.reject(new Error(why));
      },
    });
    const session = new LoadSession(wire);
    session.send(hello(user));
    await signedIn.promise.catch((error: unknown) => {
      wire.close();
      throw error;
    });
    timers.push(setInterval(() => session.send({ kind: 'ping', clientTime: Date.now(), receivedCount: 0 }), PING_MS));
    return session;
  }

  send(up: Up): void {
    this.#wire.write(encodeUp(up) as Uint8Array<ArrayBuffer>);
  }
}

const hello = ({ token, deviceId }: LoadUser): Up => ({
  kind: 'hello',
  protocol: PROTOCOL_VERSION,
  accessToken: token,
  deviceId,
  platform: 'bench',
  clientVersion: '0',
  resume: null,
});
