// Friendships, blocks and requests that ended stay as rows so that devices learn of it (docs/people.md). A device that was away for longer
// than LIST_CHANGES_MS reads its lists anew, so rows that ended before say nothing to anybody.
import type pg from 'pg';
import { LIST_CHANGES_MS } from '@godwit/shared/rest/changes';
import type { UpkeepJob } from './run-upkeep.js';

const BATCH = 500;
/** Clocks of a fail-over pair may differ, and a device may be told its version in the last moment. */
const MARGIN_MS = 24 * 3_600_000;
const TABLES = ['friend', 'friend_request', 'user_block'] as const;

export const forgetEnded = (pool: pg.Pool): UpkeepJob => ({
  name: 'forget-ended',
  turn: async () => {
    let rows = 0;
    let more = false;
    for (const table of TABLES) {
      const { rowCount } = await pool.query(
        `DELETE FROM ${table} WHERE id IN (
           SELECT id FROM ${table} WHERE deleted = 1 AND updated_at < now() - $1 * interval '1 ms' ORDER BY updated_at LIMIT $2 FOR UPDATE SKIP LOCKED
         )`,
        [LIST_CHANGES_MS + MARGIN_MS, BATCH],
      );
      rows += rowCount ?? 0;
      more ||= rowCount === BATCH;
    }
    return { rows, more };
  },
});
