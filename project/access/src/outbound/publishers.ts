// C9: every logic process numbers what it sends to this node, and says once a second how far it is. A hole is a lost push.
// Bound: a publisher that is silent for silentMs is forgotten; what it had not said by then may be lost as well.

export type Gap = 'gap' | 'silent' | undefined;

interface Publisher {
  readonly epoch: number;
  readonly counter: number;
  readonly heardAt: number;
}

export class Publishers {
  readonly #silentMs: number;
  readonly #known = new Map<string, Publisher>();

  constructor(silentMs: number) {
    this.#silentMs = silentMs;
  }

  get size(): number {
    return this.#known.size;
  }

  /** An envelope with this number arrived. */
  envelope(name: string, epoch: number, counter: number, now: number): Gap {
    const last = this.#counterOf(name, epoch);
    this.#known.set(name, { epoch, counter: Math.max(last, counter), heardAt: now });
    return counter > last + 1 ? 'gap' : undefined;
  }

  /** The publisher has sent this many. */
  heartbeat(name: string, epoch: number, counter: number, now: number): Gap {
    const last = this.#counterOf(name, epoch);
    this.#known.set(name, { epoch, counter: Math.max(last, counter), heardAt: now });
    return counter > last ? 'gap' : undefined;
  }

  sweep(now: number): Gap {
    let gap: Gap;
    for (const [name, { heardAt }] of this.#known) {
      if (now - heardAt <= this.#silentMs) continue;
      this.#known.delete(name);
      gap = 'silent';
    }
    return gap;
  }

  /** A publisher counts from 1 for a node that it has not met, and in every boot of its own. */
  #counterOf(name: string, epoch: number): number {
    const known = this.#known.get(name);
    return known?.epoch === epoch ? known.counter : 0;
  }
}
