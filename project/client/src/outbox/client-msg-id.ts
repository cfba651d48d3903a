import { idFromParts, type Id } from '@godwit/shared/ids/id';

const EPOCH_MS = Date.UTC(2026, 0, 1);
const RANDOM_BITS = 22;
/** Milliseconds are cut here: their low 10 bits share the low half with the random ones. */
const LOW_MS = 2 ** (32 - RANDOM_BITS);

/**
 * Ids of one device: 41 bits of ms since 2026-01-01, 22 bits that start at random in each ms and count up within it. Never repeated,
 * whatever the clock and the chance: two entries with one id would be one row.
 */
export function clientMsgIds(random: () => number): (nowMs: number) => Id {
  let lastMs = -1;
  let low = 0;
  return (nowMs) => {
    const ms = Math.max(lastMs, Math.floor(nowMs - EPOCH_MS), 0);
    low = ms === lastMs ? (low + 1) % 2 ** RANDOM_BITS : Math.floor(random() * 2 ** RANDOM_BITS);
    lastMs = ms;
    return idFromParts((ms % LOW_MS) * 2 ** RANDOM_BITS + low, Math.floor(ms / LOW_MS));
  };
}
