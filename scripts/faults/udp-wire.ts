// What happens to each packet between two UDP sockets: lost, doubled, late, overtaken. Bounded: beyond MAX_DELAYED packets on their way,
// more are dropped.
import type { UdpFaults, UdpStats } from './udp-proxy.ts';

const MAX_DELAYED = 20_000;
/** How much later than others an overtaken packet comes, at most. */
const REORDER_MS = 20;

export class UdpWire {
  readonly counts: { -readonly [name in Exclude<keyof UdpStats, 'peers'>]: number } = {
    forwarded: 0,
    dropped: 0,
    duplicated: 0,
    reordered: 0,
  };
  readonly #random: () => number;
  readonly #delayed = new Set<NodeJS.Timeout>();
  #faults: UdpFaults = {};

  constructor(random: () => number) {
    this.#random = random;
  }

  set(faults: UdpFaults): void {
    this.#faults = faults;
  }

  close(): void {
    for (const timer of this.#delayed) clearTimeout(timer);
    this.#delayed.clear();
  }

  drop(): void {
    this.counts.dropped += 1;
  }

  carry(to: 'server' | 'client', send: () => void): void {
    const { blackHole, loss, lossToServer, lossToClient, duplicate } = this.#faults;
    if (blackHole === true || this.#happens((to === 'server' ? lossToServer : lossToClient) ?? loss)) return this.drop();
    this.#deliver(send);
    if (!this.#happens(duplicate)) return;
    this.counts.duplicated += 1;
    this.#deliver(send);
  }

  #deliver(send: () => void): void {
    const { delayMs = 0, reorder } = this.#faults;
    const overtaken = this.#happens(reorder);
    if (overtaken) this.counts.reordered += 1;
    if (delayMs === 0 && !overtaken) return this.#send(send);
    if (this.#delayed.size >= MAX_DELAYED) return this.drop();
    const timer = setTimeout(
      () => {
        this.#delayed.delete(timer);
        this.#send(send);
      },
      delayMs + (overtaken ? 1 + this.#random() * REORDER_MS : 0),
    );
    this.#delayed.add(timer);
  }

  #send(send: () => void): void {
    this.counts.forwarded += 1;
    send();
  }

  #happens(share: number | undefined): boolean {
    return share !== undefined && share > 0 && this.#random() < share;
  }
}
