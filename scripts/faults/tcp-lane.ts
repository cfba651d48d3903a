// One direction of a proxied TCP connection. Bounded: it stops reading while MAX_WAITING_BYTES wait, so a slow reader slows its writer.
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { resetSocket } from './reset-socket.ts';

const MAX_WAITING_BYTES = 1 << 20;
/** A throttled chunk is cut into pieces that take so long, so that bytes trickle. */
const PIECE_SECONDS = 0.05;

export interface LaneFaults {
  /** `stall`: nothing passes, and all of it passes later, as after a network outage. `drop`: what comes is lost for good. */
  readonly flow: 'pass' | 'stall' | 'drop';
  readonly delayMs: number;
  /** 0 = as fast as it goes. */
  readonly bytesPerSecond: number;
}

export interface LaneOptions {
  readonly from: Socket;
  readonly to: Socket;
  readonly faults: () => LaneFaults;
  /** How many of `bytes` may still pass before the connection is cut. */
  readonly allow: (bytes: number) => number;
  readonly cut: () => void;
}

type Waiting = { readonly dueMs: number } & ({ readonly is: 'data'; readonly chunk: Buffer } | { readonly is: 'end' | 'reset' });

export class TcpLane {
  readonly #options: LaneOptions;
  readonly #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #lastDueMs = 0;
  #lost = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LaneOptions) {
    this.#options = options;
    const { from, to } = options;
    from.on('data', (chunk: Buffer) => this.#receive(chunk));
    from.on('end', () => this.#push({ is: 'end' }));
    from.on('close', (failed) => {
      if (failed) this.#push({ is: 'reset' });
    });
    to.on('drain', this.pump);
  }

  /** Something was swallowed: a stream with a hole cannot go on. */
  get lost(): boolean {
    return this.#lost;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting.length = 0;
    this.#waitingBytes = 0;
  }

  /** Passes on what is due; to be called after the faults changed. */
  readonly pump = (): void => {
    clearTimeout(this.#timer);
    const { from, to, faults } = this.#options;
    const { flow } = faults();
    if (flow === 'drop') this.#loseAll();
    while (flow === 'pass' && this.#waiting[0] !== undefined && !to.writableNeedDrain) {
      const remainingMs = this.#waiting[0].dueMs - performance.now();
      if (remainingMs > 0) {
        this.#timer = setTimeout(this.pump, remainingMs);
        break;
      }
      this.#deliver(this.#waiting.shift() as Waiting);
    }
    if (flow === 'stall' || this.#waitingBytes >= MAX_WAITING_BYTES) from.pause();
    else from.resume();
  };

  #receive(chunk: Buffer): void {
    const { bytesPerSecond } = this.#options.faults();
    const step = bytesPerSecond === 0 ? chunk.length : Math.max(1, Math.floor(bytesPerSecond * PIECE_SECONDS));
    for (let start = 0; start < chunk.length; start += step) this.#enqueue({ is: 'data', chunk: chunk.subarray(start, start + step) });
    this.pump();
  }

  #push(item: { is: 'end' | 'reset' }): void {
    this.#enqueue(item);
    this.pump();
  }

  #enqueue(item: { is: 'data'; chunk: Buffer } | { is: 'end' | 'reset' }): void {
    const { delayMs, bytesPerSecond } = this.#options.faults();
    const bytes = item.is === 'data' ? item.chunk.length : 0;
    const transmitMs = bytesPerSecond === 0 ? 0 : (bytes / bytesPerSecond) * 1_000;
    this.#lastDueMs = Math.max(performance.now() + delayMs, this.#lastDueMs) + transmitMs;
    this.#waiting.push({ ...item, dueMs: this.#lastDueMs });
    this.#waitingBytes += bytes;
  }

  #deliver(item: Waiting): void {
    const { to, allow, cut } = this.#options;
    switch (item.is) {
      case 'end':
        to.end();
        return;
      case 'reset':
        resetSocket(to);
        return;
      case 'data': {
        this.#waitingBytes -= item.chunk.length;
        const allowed = allow(item.chunk.length);
        if (allowed === item.chunk.length) to.write(item.chunk);
        else to.write(item.chunk.subarray(0, allowed), cut);
      }
    }
  }

  #loseAll(): void {
    if (this.#waiting.length === 0) return;
    this.#lost = true;
    this.#waiting.length = 0;
    this.#waitingBytes = 0;
  }
}
