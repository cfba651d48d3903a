import type { Metrics } from './metrics.js';
import { downKind } from './protocol/down.js';
import { frameKind, withoutLengthPrefix } from './protocol/frame.js';
import { upKind } from './protocol/up.js';

const KINDS = 256;
const NO_FRAME = new Uint8Array(0);

/** messages_total{direction,type}: frames by their kind; in: from clients, out: to them, each copy. What is kept back or refused counts too. */
export class FrameCounts {
  readonly #in = new Float64Array(KINDS);
  readonly #out = new Float64Array(KINDS);
  /** All sessions of a push share its frame. */
  #last: { readonly frame: Uint8Array; readonly kind: number } = { frame: NO_FRAME, kind: 0 };

  constructor(metrics: Metrics) {
    metrics.counter('messages_total', 'Frames from clients and to them, by kind.', ['direction', 'type'], (counter) => {
      for (let kind = 0; kind < KINDS; kind++) {
        if (this.#in[kind]! > 0) counter.inc({ direction: 'in', type: upKind(kind) ?? 'other' }, this.#in[kind]);
        if (this.#out[kind]! > 0) counter.inc({ direction: 'out', type: downKind(kind) ?? 'other' }, this.#out[kind]);
      }
    });
  }

  /** A number of frameKind(). */
  received(kind: number): void {
    this.#in[kind]!++;
  }

  /** A frame with its length prefix. */
  sent(frame: Uint8Array, copies = 1): void {
    if (this.#last.frame !== frame) this.#last = { frame, kind: frameKind(withoutLengthPrefix(frame)) };
    this.#out[this.#last.kind]! += copies;
  }
}
