// The Node side of quic-attacker-process.ts.
import { JsonProcess } from './json-process.ts';
import { base64Of, bytesOf } from './serve-json.ts';
import type { Attacker, Wire } from './wire.ts';

export interface QuicTarget {
  readonly url: string;
  /** base64 SHA-256 of the certificate. */
  readonly hash: string;
}

export interface WebTransportWire extends Wire {
  /** Number of the session in the process, for `peer.ask`. */
  readonly session: number;
}

export class QuicAttacker implements Attacker {
  /** For operations beyond sessions and lanes, see quic-attacker-process.ts. */
  readonly peer = new JsonProcess('deno', 'quic-attacker-process.ts');
  readonly #target: QuicTarget;

  constructor(target: QuicTarget) {
    this.#target = target;
  }

  async open(): Promise<WebTransportWire> {
    const session = await this.session();
    const lane = await this.peer.ask('lane', { session });
    return {
      session,
      closed: this.closed(session),
      write: async (bytes) => void (await this.peer.ask('write', { lane, data: base64Of(bytes) })),
      read: async () => {
        const data = await this.peer.ask('read', { lane }).catch(() => undefined); // the process was ended
        return typeof data === 'string' ? bytesOf(data) : undefined;
      },
      close: () => void this.peer.ask('close', { session }).catch(() => undefined),
    };
  }

  /** A session without a lane. */
  async session(target: QuicTarget = this.#target): Promise<number> {
    return (await this.peer.ask('open', { ...target })) as number;
  }

  closed(session: number): Promise<void> {
    return this.peer.ask('closed', { session }).then(
      () => undefined,
      () => undefined,
    );
  }

  async openMany(first: readonly Uint8Array[]): Promise<number> {
    return (await this.peer.ask('openMany', { ...this.#target, first: first.map(base64Of) })) as number;
  }

  vanish(): Promise<void> {
    return this.peer.vanish();
  }
}
