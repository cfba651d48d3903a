// F-88: notices of the operator, to every session that the node has when they come.
// Bound: 1,000 sessions a second, so that the answers of their users do not come all at once; 16 notices wait, further ones are dropped.
import type { Registry } from '../session/registry.js';

const SESSIONS_PER_SECOND = 1_000;
/** After a pause no more than this at once. */
const MAX_BURST = 1_000;
const MAX_WAITING = 16;

interface Waiting {
  readonly frame: Uint8Array;
  /** Handles of the sessions that do not have it yet. */
  readonly handles: number[];
}

export class Announcements {
  readonly #registry: Registry;
  readonly #waiting: Waiting[] = [];
  #lastMs = -Infinity;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** False: too many wait, it is dropped. */
  add(frame: Uint8Array): boolean {
    if (this.#waiting.length >= MAX_WAITING) return false;
    this.#waiting.push({ frame, handles: [...this.#registry.sessions()].map(({ handle }) => handle) });
    return true;
  }

  /** Called by the sweep. */
  tick(nowMs: number): void {
    let room = Math.min(MAX_BURST, Math.floor(((nowMs - this.#lastMs) * SESSIONS_PER_SECOND) / 1_000));
    this.#lastMs = nowMs;
    for (let first = this.#waiting[0]; first !== undefined && room > 0; first = this.#waiting[0]) {
      const now = first.handles.splice(0, room);
      for (const handle of now) this.#registry.get(handle)?.deliver('live', first.frame, true, 0);
      room -= now.length;
      if (first.handles.length === 0) this.#waiting.shift();
    }
  }
}
