import { MAX_PASSWORD_BYTES, MIN_PASSWORD_BYTES } from '@godwit/shared/rest/limits';

export type Strength = 'weak' | 'fair' | 'strong';

const CLASSES = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/];
/** Bits at which guessing on this server's limits (5 in 15 minutes) or a stolen hash stops being practical. */
const FAIR_BITS = 38;
const STRONG_BITS = 60;
const CLASS_SIZES = [26, 26, 10, 33];

export const passwordBytes = (password: string): number => new TextEncoder().encode(password).length;

/** Whether the server takes it. */
export function isAcceptablePassword(password: string): boolean {
  const bytes = passwordBytes(password);
  return bytes >= MIN_PASSWORD_BYTES && bytes <= MAX_PASSWORD_BYTES;
}

/** An estimate by length and kinds of characters; repeated characters count once and a half. */
export function passwordStrength(password: string): Strength {
  const alphabet = CLASSES.reduce((size, pattern, at) => size + (pattern.test(password) ? (CLASS_SIZES[at] ?? 0) : 0), 0);
  const distinct = new Set(password).size;
  const effectiveLength = Math.min([...password].length, distinct * 1.5);
  const bits = alphabet === 0 ? 0 : effectiveLength * Math.log2(alphabet);
  return bits >= STRONG_BITS ? 'strong' : bits >= FAIR_BITS ? 'fair' : 'weak';
}
