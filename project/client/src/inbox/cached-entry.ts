import type { Entry } from '../wire.js';

/** An entry with what later ones did to it, up to seq asOf. A pushed one is known as it was when it came in: as of its own seq. */
export interface CachedEntry extends Entry {
  readonly asOf: number;
}

export const asPushed = (entry: Entry): CachedEntry => ({ ...entry, asOf: entry.seq });

/** As a page or a snapshot gives it, which was read when lastSeq was the newest. */
export const asOf = (entry: Entry, lastSeq: number): CachedEntry => ({ ...entry, asOf: lastSeq });
