const ITEMS_PER_MS = 2;

/**
 * How long the next batch gathers, in whole ms from the beginning of the one before it, which had `items` items. 0 while it is quiet:
 * batching costs no delay then. From about 2,000 items a second on it grows to `maxMs`, so that what is paid per batch (a
 * wake-up, an envelope, a transaction) is shared by more.
 */
export const gatherMs = (items: number, maxMs: number): number => Math.min(maxMs, Math.floor(items / ITEMS_PER_MS));
