import { type Builder, getAll, type Offset, putStrings } from '../flatbuffer.js';
import { GoAway as T } from '../generated/go-away.js';

/** The node will close: connect elsewhere after a random delay of up to jitterMs, at the latest after deadlineMs. */
export interface GoAway {
  readonly deadlineMs: number;
  readonly jitterMs: number;
  readonly alternatives: string[];
}

export function encodeGoAway(b: Builder, m: GoAway): Offset {
  const alternatives = putStrings(b, m.alternatives);
  T.startGoAway(b);
  T.addDeadlineMs(b, m.deadlineMs);
  T.addJitterMs(b, m.jitterMs);
  T.addAlternatives(b, alternatives);
  return T.endGoAway(b);
}

export const decodeGoAway = (t: T): GoAway => ({
  deadlineMs: t.deadlineMs(),
  jitterMs: t.jitterMs(),
  alternatives: getAll(t.alternativesLength(), (i) => t.alternatives(i), String),
});
