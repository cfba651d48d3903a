// Hop 6: a batch of entries becomes rows of their conversation logs, in one transaction.
import pg from 'pg';
import { commitAny } from './commit-any.js';
import { commitNew } from './commit-new.js';
import { type CommittedEntry, type EntryToCommit, STALE } from './entry-to-commit.js';

/**
 * Planner settings of every connection. A plan is made once, while the arrays' lengths are unknown and perhaps the tables
 * small: without these it may scan whole partitions for every entry, or plan anew for every batch (0.5 ms).
 */
export const PLANNER_SETTINGS = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  enable_mergejoin: 'off',
} as const;

const UNIQUE_VIOLATION = '23505';

/**
 * One transaction; what happened to each entry, in their order. Throws when PostgreSQL refused the batch or did not answer
 * (query-failure.ts). No two entries may have the same conversation, sender and client id.
 */
export async function commitEntries(pool: pg.Pool, entries: readonly EntryToCommit[]): Promise<CommittedEntry[]> {
  const counted = firstOfEach(entries.filter((entry) => entry.counted));
  if (counted.length === 0) return commitBatch(pool, entries);
  const others = entries.filter((entry) => !entry.counted);
  const committed = new Map<EntryToCommit, CommittedEntry>();
  if (others.length > 0) (await commitBatch(pool, others)).forEach((result, i) => committed.set(others[i]!, result));
  (await commitAny(pool, counted)).forEach((result, i) => committed.set(counted[i]!, result));
  return entries.map((entry) => committed.get(entry) ?? STALE);
}

/** Each moves the membership version: what follows in its conversation must be checked again. */
const firstOfEach = (entries: readonly EntryToCommit[]): EntryToCommit[] => [
  ...new Map(entries.toReversed().map((entry) => [entry.conversationId, entry])).values(),
];

async function commitBatch(pool: pg.Pool, entries: readonly EntryToCommit[]): Promise<CommittedEntry[]> {
  try {
    return await commitNew(pool, entries);
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION) return commitAny(pool, entries);
    throw error;
  }
}
