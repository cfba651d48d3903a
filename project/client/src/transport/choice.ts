import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { Store } from '../store/store.js';
import { type Preference, REMEMBER_MS, TransportRace } from './race.js';
import type { AccessAddress, OpenTransport, Transport, TransportKind } from './transport.js';
import { openWebSocket } from './websocket.js';
import { hasWebTransport, openWebTransport } from './webtransport.js';

/** How long a client that runs on WebSocket waits before it tries WebTransport in the background. */
export const PROBE_AFTER_MS = 60_000;

export interface ChoiceOptions {
  readonly mode: 'auto' | TransportKind;
  readonly clock: Clock;
  readonly store: Store;
}

/** Remembers over restarts which transport works here, and looks whether the better one has come back. */
export class TransportChoice {
  readonly #options: ChoiceOptions;
  readonly #race: TransportRace;
  readonly #ended = new AbortController();
  #preference: Preference | undefined;
  #cancelProbe: () => void = () => undefined;

  constructor(options: ChoiceOptions) {
    const { mode, clock } = options;
    this.#options = options;
    const websocket = typeof WebSocket === 'function' ? openWebSocket : undefined;
    this.#race = new TransportRace({ mode, clock, webtransport: hasWebTransport() ? openWebTransport : undefined, websocket });
  }

  adopt(preference: Preference | undefined): void {
    this.#preference = preference;
  }

  /** silent: nothing came through any more, so that UDP may not get through at all. */
  open(attempt: Parameters<OpenTransport>[0], silent: boolean): Promise<Transport> {
    this.#cancelProbe();
    return this.#race.open(attempt, { preference: this.#preference, silent });
  }

  /** The session over this transport is up. */
  online(kind: TransportKind, address: () => Promise<AccessAddress | undefined>): void {
    if (this.#options.mode !== 'auto' || !hasWebTransport()) return;
    // a WebSocket that did not have to race does not prolong what is remembered: after 24 h the race is run again
    if (kind === 'webtransport' || !this.#avoidsWebTransport()) this.#remember(kind);
    if (kind === 'websocket') this.#probeLater(address);
  }

  close(): void {
    this.#cancelProbe();
    this.#ended.abort();
  }

  #avoidsWebTransport(): boolean {
    return this.#preference?.kind === 'websocket' && this.#options.clock.now() - this.#preference.at < REMEMBER_MS;
  }

  #probeLater(address: () => Promise<AccessAddress | undefined>): void {
    this.#cancelProbe = this.#options.clock.setTimeout(() => guard(this.#probe(address)), PROBE_AFTER_MS);
  }

  async #probe(address: () => Promise<AccessAddress | undefined>): Promise<void> {
    const node = await address();
    if (node && (await this.#race.probe(node, this.#ended.signal))) this.#remember('webtransport');
  }

  #remember(kind: TransportKind): void {
    this.#preference = { kind, at: this.#options.clock.now() };
    guard(this.#options.store.commit([{ put: 'meta', key: 'transport', value: this.#preference }]));
  }
}
