// Listens to what logic sends to access nodes: which session each push was addressed to, and when.
import { type Bus, connectBus } from '@godwit/shared/bus/bus';
import { createLogger } from '@godwit/shared/log';
import { decodeToAccess } from '@godwit/shared/protocol/inside';
import { accessDownstream } from '@godwit/shared/subjects';

export interface Routed {
  /** ms since 1970. */
  readonly at: number;
  /** `node|handle`. */
  readonly to: string;
}

export class RouteWatcher {
  readonly pushes: Routed[] = [];
  readonly #bus: Bus;

  private constructor(bus: Bus) {
    this.#bus = bus;
  }

  /** With the rights of an access node, which may hear them all. */
  static async open(natsUrl: string): Promise<RouteWatcher> {
    const log = createLogger({ name: 'chaos', level: 'fatal' });
    const watcher = new RouteWatcher(await connectBus({ servers: natsUrl, name: 'chaos', log }));
    watcher.#bus.subscribe(accessDownstream('*'), {}, (bytes, subject) => watcher.#take(bytes, subject));
    await watcher.#bus.flush(2_000);
    return watcher;
  }

  close(): Promise<void> {
    return this.#bus.close();
  }

  #take(bytes: Uint8Array, subject: string): void {
    const message = decodeToAccess(bytes);
    if (message?.kind !== 'downstream') return;
    const node = subject.slice('im.access.'.length, -'.downstream'.length);
    const at = Date.now();
    for (const { handles, counted } of message.deliveries) {
      if (counted) for (const handle of handles) this.pushes.push({ at, to: `${node}|${handle}` });
    }
  }
}
