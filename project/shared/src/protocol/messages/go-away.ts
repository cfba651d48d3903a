import type { Codec } from '../codec.js';
import { getAll, putStrings } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { GoAway as T } from '../generated/go-away.js';

/**
 * The node will close: connect elsewhere after a random delay of up to jitterMs, at the latest after deadlineMs. alternatives: addresses of
 * nodes that say their host, for who has no discovery; GodwitClient asks `GET /access`, which knows certificates, load and other transports too.
 */
export interface GoAway {
  readonly deadlineMs: number;
  readonly jitterMs: number;
  readonly alternatives: string[];
}

export const goAway: Codec<GoAway, T> = {
  type: Body.GoAway,
  table: T,
  put(b, m) {
    const alternatives = putStrings(b, m.alternatives);
    T.startGoAway(b);
    T.addDeadlineMs(b, m.deadlineMs);
    T.addJitterMs(b, m.jitterMs);
    T.addAlternatives(b, alternatives);
    return T.endGoAway(b);
  },
  get: (t) => ({
    deadlineMs: t.deadlineMs(),
    jitterMs: t.jitterMs(),
    alternatives: getAll(t.alternativesLength(), (i) => t.alternatives(i), String),
  }),
};
