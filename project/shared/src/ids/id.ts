/** A 64-bit unsigned id as a decimal string, e.g. a snowflake. '0' = none. Never a number: ids exceed 2^53. */
export type Id = string;

export const NO_ID: Id = '0';
const TWO_32 = 4_294_967_296;
/** Decimal digits are split at 10^6, so that every partial result below stays under 2^53. */
const SPLIT = 1_000_000;
const SPLIT_DIGITS = 6;
const DIGIT_ZERO = 48;

/** Id from its two uint32 halves, without a BigInt. */
export function idFromParts(lo: number, hi: number): Id {
  const rest = (hi % SPLIT) * TWO_32 + lo;
  const top = Math.floor(hi / SPLIT) * TWO_32 + Math.floor(rest / SPLIT);
  const low = rest % SPLIT;
  return top === 0 ? String(low) : String(top) + String(low).padStart(SPLIT_DIGITS, '0');
}

/** [lo, hi] uint32 halves of an id; the inverse of idFromParts. The id must be 1–20 digits below 2^64. */
export function idParts(id: Id): [lo: number, hi: number] {
  const split = Math.max(0, id.length - SPLIT_DIGITS);
  const top = digits(id, 0, split);
  const low = digits(id, split, id.length);
  const rest = (top % TWO_32) * SPLIT + low;
  return [rest % TWO_32, Math.floor(top / TWO_32) * SPLIT + Math.floor(rest / TWO_32)];
}

/** Largest value of a PostgreSQL bigint: a larger id would make a query fail instead of finding nothing. */
const MAX_ID = '9223372036854775807';

/** Number of the decimal digits in [start, end); cheaper than Number() of a slice. */
function digits(id: Id, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) value = value * 10 + id.charCodeAt(i) - DIGIT_ZERO;
  return value;
}

/** Whether the text is a well-formed non-zero id that the database can hold. Ids off the wire may be larger: check them. */
export function isId(text: string): text is Id {
  return /^[1-9]\d{0,18}$/.test(text) && (text.length < MAX_ID.length || text <= MAX_ID);
}

/** Numeric order of two ids: negative, 0 or positive. */
export function compareIds(a: Id, b: Id): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
