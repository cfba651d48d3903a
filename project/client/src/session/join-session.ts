// A tab and the host of its session: finds one, notices its end, goes on with the next.
import { type Clock, systemClock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import { onWake } from '../link/wake.js';
import {
  COMMON_CHANNEL,
  type CommonMessage,
  type FromHost,
  type FromTab,
  hostName,
  randomName,
  type SessionSettings,
  tabName,
} from './meeting.js';
import { RemoteSession } from './remote-client.js';
import type { SessionClient } from './session-client.js';
import type { ToHost, ToTab } from './wire.js';

/** Until a host answers, it is greeted this often. */
const HELLO_MS = 100;
/** One that has not answered for so long hangs: its place is taken. */
const HANGS_MS = 10_000;

export interface JoinOptions {
  readonly version: string;
  readonly settings: SessionSettings;
  /** Sees to it that a host runs, or waits to be one. steal: without waiting for the one there is. Called again when a host has ended. */
  readonly startHost: (how: { readonly steal: boolean }) => void;
  /** A tab of another version has taken over; this one is over. */
  readonly onSuperseded: () => void;
  readonly clock?: Clock;
}

export interface JoinedSession {
  readonly client: SessionClient;
  /** As the end of the tab. */
  leave(): void;
}

export const joinSession = (options: JoinOptions): JoinedSession => new Joined(options);

class Joined implements JoinedSession {
  readonly #options: JoinOptions;
  readonly #clock: Clock;
  readonly #tab = randomName();
  readonly #remote: RemoteSession;
  readonly #common = new BroadcastChannel(COMMON_CHANNEL);
  readonly #own = new BroadcastChannel(tabName(this.#tab));
  readonly #over = new AbortController();
  readonly #unwatch: () => void;
  /** undefined: none has answered yet, or the last one has ended. */
  #host: string | undefined;
  #hear: (message: ToTab) => void = () => undefined;
  #cancel: () => void = () => undefined;

  constructor(options: JoinOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#remote = new RemoteSession({ api: options.settings.api, clock: this.#clock });
    this.#own.onmessage = ({ data }: MessageEvent<FromHost<ToTab> | FromTab<ToHost>>) => {
      if (data.from === 'host') this.#fromHost(data);
    };
    this.#common.onmessage = ({ data }: MessageEvent<CommonMessage>) => this.#toAll(data);
    this.#unwatch = onWake(
      () => this.client.wake(),
      (visible) => this.#remote.look(visible),
    );
    // Held while this tab lives; only then may a host look for its end.
    guard(
      navigator.locks.request(tabName(this.#tab), { signal: this.#over.signal }, () => {
        this.#find();
        return new Promise<void>((resolve) => this.#over.signal.addEventListener('abort', () => resolve(), { once: true }));
      }),
    );
  }

  get client(): SessionClient {
    return this.#remote.client;
  }

  leave(): void {
    this.#over.abort();
    this.#cancel();
    this.#unwatch();
    this.#common.close();
    this.#own.close();
  }

  #find(): void {
    this.#options.startHost({ steal: false });
    this.#look(this.#clock.monotonic() + HANGS_MS);
  }

  #look(hangsAt: number): void {
    if (this.#over.signal.aborted) return;
    const hangs = this.#clock.monotonic() > hangsAt;
    if (hangs) this.#options.startHost({ steal: true });
    this.#hello();
    this.#cancel = this.#clock.setTimeout(() => this.#look(hangs ? this.#clock.monotonic() + HANGS_MS : hangsAt), HELLO_MS);
  }

  #hello(): void {
    const { version, settings } = this.#options;
    this.#common.postMessage({ type: 'hello', tab: this.#tab, version, settings } satisfies CommonMessage);
  }

  #toAll(message: CommonMessage): void {
    if (message.type === 'serving') this.#newHost();
    if (message.type !== 'superseded' || message.version !== this.#options.version) return;
    this.leave();
    this.#options.onSuperseded();
  }

  /** There is one at a time: that of before is over, also where it hangs and its lock is not free. */
  #newHost(): void {
    if (this.#host === undefined) return this.#hello();
    this.#host = undefined;
    this.#find();
  }

  #fromHost({ host, message }: FromHost<ToTab>): void {
    if (message.type !== 'welcome') {
      if (host === this.#host) this.#hear(message);
    } else if (host !== this.#host) {
      this.#goOnWith(host);
    }
  }

  #goOnWith(host: string): void {
    this.#cancel();
    this.#host = host;
    this.#remote.attach({
      post: (message) => this.#own.postMessage({ from: 'tab', host, message } satisfies FromTab<ToHost>),
      onMessage: (listener) => {
        this.#hear = listener;
      },
      close: () => undefined,
    });
    // Its lock is free when it has ended, however that came.
    guard(
      navigator.locks.request(hostName(host), { mode: 'shared', signal: this.#over.signal }, () => {
        if (this.#host !== host || this.#over.signal.aborted) return;
        this.#host = undefined;
        this.#find();
      }),
    );
  }
}
