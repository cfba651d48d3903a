import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { AccessAddress, OpenTransport, Transport, TransportKind, TransportListener } from './transport.js';

// Hop 2: which transport (F-2). Bounded: one WebTransport attempt pending at any time, because a browser keeps the slots of failed ones for minutes.

export const HEAD_START_MS = 800;
/** When the last session fell silent: where UDP is swallowed nothing else will say so, and a sender waits. */
export const SHORT_START_MS = 250;
export const REMEMBER_MS = 24 * 3_600_000;

export interface Preference {
  readonly kind: TransportKind;
  /** ms since 1970. */
  readonly at: number;
}

export interface RaceOptions {
  readonly mode: 'auto' | TransportKind;
  readonly clock: Clock;
  /** Absent where the platform has none. */
  readonly webtransport: OpenTransport | undefined;
  readonly websocket: OpenTransport | undefined;
}

type Attempt = Parameters<OpenTransport>[0];

/** Opens whatever opens first. Keeps the one pending WebTransport attempt over its calls. */
export class TransportRace {
  readonly #options: RaceOptions;
  /** An attempt whose outcome is not known, also after its race was decided. */
  #pending = false;

  constructor(options: RaceOptions) {
    this.#options = options;
  }

  /** Rejects with the last failure when nothing opens. */
  open(
    { address, listener, signal }: Attempt,
    { preference, silent }: { readonly preference: Preference | undefined; readonly silent: boolean },
  ): Promise<Transport> {
    const quic = this.#usesWebTransport(address, preference);
    const socket = this.#options.mode === 'webtransport' || address.websocketUrl === '' ? undefined : this.#options.websocket;
    if (!quic && !socket) return Promise.reject(new Error('no transport fits this platform and access node'));
    if (!socket) return this.#openWebTransport({ address, listener, signal });
    if (!quic) return socket({ address, listener, signal });
    return this.#both({ address, listener, signal }, socket, silent ? SHORT_START_MS : HEAD_START_MS);
  }

  /** Whether WebTransport works by now; for a client that runs on WebSocket. */
  async probe(address: AccessAddress, signal: AbortSignal): Promise<boolean> {
    if (!this.#usesWebTransport(address, undefined)) return false;
    try {
      const transport = await this.#openWebTransport({ address, listener: DEAF, signal });
      transport.close();
      return true;
    } catch {
      return false;
    }
  }

  #usesWebTransport(address: AccessAddress, preference: Preference | undefined): boolean {
    const { mode, webtransport, clock } = this.#options;
    if (mode === 'websocket' || !webtransport || address.url === '') return false;
    if (mode === 'webtransport') return true;
    const avoided = preference?.kind === 'websocket' && clock.now() - preference.at < REMEMBER_MS;
    return !avoided && !this.#pending;
  }

  async #openWebTransport(attempt: Attempt): Promise<Transport> {
    const { webtransport } = this.#options;
    if (!webtransport || this.#pending) throw new Error('a WebTransport attempt is still pending');
    this.#pending = true;
    try {
      return await webtransport(attempt);
    } finally {
      this.#pending = false;
    }
  }

  /** WebSocket starts when WebTransport has failed or has not opened within its head start. */
  async #both({ address, listener, signal }: Attempt, openSocket: OpenTransport, headStartMs: number): Promise<Transport> {
    const stop = { webtransport: new AbortController(), websocket: new AbortController() };
    const attempt = (kind: TransportKind): Attempt => ({ address, listener, signal: AbortSignal.any([signal, stop[kind].signal]) });
    const quic = this.#openWebTransport(attempt('webtransport'));
    const socket = failedOrLate(quic, headStartMs, this.#options.clock).then(() => {
      stop.websocket.signal.throwIfAborted();
      return openSocket(attempt('websocket'));
    });
    try {
      const winner = await Promise.any([quic, socket]);
      for (const loser of [quic, socket]) guard(loser.then((late) => late !== winner && late.close()));
      stop[winner.kind === 'websocket' ? 'webtransport' : 'websocket'].abort();
      return winner;
    } catch (error) {
      throw error instanceof AggregateError ? error.errors.at(-1) : error;
    }
  }
}

/** Resolves when the attempt has failed or its head start is over. */
function failedOrLate(attempt: Promise<unknown>, headStartMs: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.setTimeout(resolve, headStartMs);
    attempt.catch(() => {
      cancel();
      resolve();
    });
  });
}

const DEAF: TransportListener = { frame: () => undefined, closed: () => undefined };
