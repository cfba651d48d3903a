// Runs the client of all tabs, in a SharedWorker or in one of the tabs; whoever has the lock does.
import { guard } from '@godwit/shared/guard';
import type { GodwitClient } from '../client.js';
import {
  COMMON_CHANNEL,
  type CommonMessage,
  type FromHost,
  type FromTab,
  HOST_LOCK,
  hostName,
  randomName,
  type SessionSettings,
  tabName,
} from './meeting.js';
import type { Port } from './port.js';
import { SessionHost } from './session-host.js';
import type { ToHost, ToTab } from './wire.js';

export interface ServeOptions {
  /** Of the code: tabs of another one are not served, and end this host. */
  readonly version: string;
  readonly createClient: (settings: SessionSettings) => GodwitClient;
  /** The host before is not waited for: it has not answered. */
  readonly steal?: boolean;
  /** Ends it, also while it waits. */
  readonly signal: AbortSignal;
}

/** Waits until it is the only host, and resolves when it is not any more: superseded, robbed, or ended by the signal. */
export async function serveSession({ steal = false, signal, ...options }: ServeOptions): Promise<void> {
  const serving = new Serving(options);
  const end = (): void => serving.end();
  signal.addEventListener('abort', end, { once: true });
  try {
    await navigator.locks.request(HOST_LOCK, steal ? { steal } : { signal }, () => serving.run());
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error; // else it was robbed, or did not come to it
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

type ServingOptions = Omit<ServeOptions, 'steal' | 'signal'>;

class Serving {
  readonly #options: ServingOptions;
  readonly #name = randomName();
  readonly #tabs = new Map<string, () => void>();
  readonly #over = new AbortController();
  #host: SessionHost | undefined;

  constructor(options: ServingOptions) {
    this.#options = options;
  }

  end(): void {
    this.#over.abort();
  }

  async run(): Promise<void> {
    if (this.#over.signal.aborted) return;
    const common = new BroadcastChannel(COMMON_CHANNEL);
    await navigator.locks.request(hostName(this.#name), async () => {
      common.onmessage = ({ data }: MessageEvent<CommonMessage>) => {
        if (data.type === 'hello') this.#hello(data, (message) => common.postMessage(message));
      };
      common.postMessage({ type: 'serving' } satisfies CommonMessage);
      await new Promise((resolve) => this.#over.signal.addEventListener('abort', resolve, { once: true }));
      common.close();
      for (const end of this.#tabs.values()) end();
      await this.#host?.close();
    });
  }

  #hello({ tab, version, settings }: CommonMessage & { type: 'hello' }, tellAll: (message: CommonMessage) => void): void {
    if (version !== this.#options.version) {
      tellAll({ type: 'superseded', version: this.#options.version });
      this.end();
      return;
    }
    this.#host ??= new SessionHost(this.#options.createClient(settings));
    if (!this.#tabs.has(tab)) this.#serve(this.#host, tab);
  }

  #serve(host: SessionHost, tab: string): void {
    const channel = new BroadcastChannel(tabName(tab));
    const post = (message: FromHost<ToTab>['message']): void =>
      channel.postMessage({ from: 'host', host: this.#name, message } satisfies FromHost<ToTab>);
    const port: Port<ToTab, ToHost> = {
      post,
      onMessage: (listener) => {
        channel.onmessage = ({ data }: MessageEvent<FromTab<ToHost>>) => {
          if (data.from === 'tab' && data.host === this.#name) listener(data.message);
        };
      },
      close: () => channel.close(),
    };
    post({ type: 'welcome' });
    const gone = new AbortController();
    const leave = host.serve(port);
    const end = (): void => {
      this.#tabs.delete(tab);
      gone.abort();
      leave();
    };
    this.#tabs.set(tab, end);
    // The lock of a tab is free when the tab is gone, however it went.
    guard(navigator.locks.request(tabName(tab), { signal: gone.signal }, end));
  }
}
