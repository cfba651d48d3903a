// Hop 6: a batch of entries becomes rows of their conversation logs, in one transaction.
import pg from 'pg';
import { commitAny } from './commit-any.js';
import { commitNew } from './commit-new.js';
import type { CommittedEntry, EntryToCommit } from './entry-to-commit.js';

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
  try {
    return await commitNew(pool, entries);
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION) return commitAny(pool, entries);
    throw error;
  }
}
