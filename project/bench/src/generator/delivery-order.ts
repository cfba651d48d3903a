export type Arrival = 'next' | 'disordered' | 'doubled';

/** What one receiver has seen of one conversation: seqs are gapless, so each arrival is the next, one that was skipped, or one seen before. */
export class DeliveryOrder {
  readonly #skipped = new Set<number>();
  #last = 0;

  /** The first arrival may have any seq: the conversation is older than the run. */
  arrived(seq: number): Arrival {
    if (this.#skipped.delete(seq)) return 'disordered';
    if (this.#last > 0 && seq <= this.#last) return 'doubled';
    for (let missing = this.#last + 1; this.#last > 0 && missing < seq; missing++) this.#skipped.add(missing);
    this.#last = seq;
    return 'next';
  }
}
