import { idFromParts, type Id } from '@godwit/shared/ids/id';

const EPOCH_MS = Date.UTC(2026, 0, 1);
const RANDOM_BITS = 22;
/** Milliseconds are cut here: their low 10 bits share the low half with the random ones. */
const LOW_MS = 2 ** (32 - RANDOM_BITS);

/** 41 bits of ms since 2026-01-01, 22 random bits. */
export function clientMsgId(nowMs: number, random: () => number): Id {
  const ms = Math.max(0, Math.floor(nowMs - EPOCH_MS));
  const low = (ms % LOW_MS) * 2 ** RANDOM_BITS + Math.floor(random() * 2 ** RANDOM_BITS);
  return idFromParts(low, Math.floor(ms / LOW_MS));
}
