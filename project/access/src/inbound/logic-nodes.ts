// Hop 4: which logic node gets a frame. NATS deals out to every member of the queue group, also to one that stands still with its
// connections open, and never finds out while there is traffic: half of all sends would go nowhere (R14). So when a logic node
// misses its heartbeat, frames are addressed to those that do not. Bound: a name that was not heard for 10 min is forgotten.
import { LOGIC_QUEUE_SUBJECTS, logicNodeSubjects, type LogicSubjects } from '@godwit/shared/subjects';

/** Heartbeats come every second; a client sends again after 1.6 s at the earliest, and shall not hit the same node twice. */
export const MISSED_MS = 1_500;
const FORGET_MS = 600_000;

export class LogicNodes {
  readonly #heardAt = new Map<string, number>();
  readonly #now: () => number;
  #turn = 0;

  /** `now`: monotonic ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  heard(name: string): void {
    this.#heardAt.set(name, this.#now());
  }

  /** Of the queue group, unless one of its members is silent and another is not. */
  subjects(): LogicSubjects {
    const now = this.#now();
    const alive: string[] = [];
    for (const [name, at] of this.#heardAt) {
      if (now - at <= MISSED_MS) alive.push(name);
      else if (now - at > FORGET_MS) this.#heardAt.delete(name);
    }
    if (alive.length === this.#heardAt.size) return LOGIC_QUEUE_SUBJECTS;
    const name = alive[this.#turn++ % alive.length];
    return name === undefined ? LOGIC_QUEUE_SUBJECTS : logicNodeSubjects(name);
  }
}
