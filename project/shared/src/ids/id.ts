/** A 64-bit unsigned id as a decimal string, e.g. a snowflake. '0' = none. Never a number: ids exceed 2^53. */
export type Id = string;

export const NO_ID: Id = '0';
const TWO_32 = 4_294_967_296;
/** Decimal digits are split at 10^6, so that every partial result below stays under 2^53. */
const SPLIT = 1_000_000;
const SPLIT_DIGITS = 6;

/** Id from its two uint32 halves, without a BigInt. */
export function idFromParts(lo: number, hi: number): Id {
  const rest = (hi % SPLIT) * TWO_32 + lo;
  const top = Math.floor(hi / SPLIT) * TWO_32 + Math.floor(rest / SPLIT);
  const low = rest % SPLIT;
  return top === 0 ? String(low) : String(top) + String(low).padStart(SPLIT_DIGITS, '0');
}

/** [lo, hi] uint32 halves of an id; the inverse of idFromParts. The id must be 1–20 digits below 2^64. */
export function idParts(id: Id): [lo: number, hi: number] {
  const top = Number(id.slice(0, -SPLIT_DIGITS));
  const low = Number(id.slice(-SPLIT_DIGITS));
  const rest = (top % TWO_32) * SPLIT + low;
  return [rest % TWO_32, Math.floor(top / TWO_32) * SPLIT + Math.floor(rest / TWO_32)];
}

/** Whether the text is a well-formed non-zero id. */
export function isId(text: string): text is Id {
  return /^[1-9]\d{0,18}$/.test(text);
}

/** Numeric order of two ids: negative, 0 or positive. */
export function compareIds(a: Id, b: Id): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
