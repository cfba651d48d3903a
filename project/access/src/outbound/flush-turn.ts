/** What wants to write at the end of the present turn: after all that arrived in one read of the NATS socket was handed out. */
export interface Flushable {
  flush(): void;
}

export class FlushTurn {
  #waiting: Flushable[] = [];

  add(queue: Flushable): void {
    if (this.#waiting.push(queue) === 1) queueMicrotask(this.#run);
  }

  readonly #run = (): void => {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const queue of waiting) queue.flush();
  };
}
