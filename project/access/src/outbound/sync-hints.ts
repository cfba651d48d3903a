// C9, C11: tells sessions to sync, all of the node or those of a room, because pushes may have been lost.
// Bound: the syncs that follow are spread to 50 a second (C23), and the next hint waits until they are over; none is forgotten.
import type { Logger } from '@godwit/shared/log';
import { encodeDown } from '@godwit/shared/protocol/down';
import type { Session } from '../session/session.js';

const SYNCS_PER_SECOND = 50;
const MAX_JITTER_MS = 30_000;
const MIN_INTERVAL_MS = 1_000;

export interface Hinted {
  readonly size: number;
  sessions(): IterableIterator<Session>;
}

export class SyncHints {
  readonly #hinted: Hinted;
  readonly #log: Logger;
  #waiting: string | undefined;
  #notBefore = -Infinity;

  constructor(hinted: Hinted, log: Logger) {
    this.#hinted = hinted;
    this.#log = log;
  }

  request(reason: string, now: number): void {
    this.#waiting = reason;
    this.tick(now);
  }

  /** Called by the sweep. */
  tick(now: number): void {
    if (this.#waiting === undefined || now < this.#notBefore) return;
    const reason = this.#waiting;
    const jitterMs = Math.min(MAX_JITTER_MS, Math.floor((this.#hinted.size * 1_000) / SYNCS_PER_SECOND));
    this.#waiting = undefined;
    this.#notBefore = now + Math.max(MIN_INTERVAL_MS, jitterMs);
    this.#log.warn({ reason, sessions: this.#hinted.size, jitterMs }, 'telling sessions to sync');
    const frame = encodeDown({ kind: 'syncHint', reason, jitterMs });
    for (const session of this.#hinted.sessions()) session.deliver('live', frame, true, 0);
  }
}
