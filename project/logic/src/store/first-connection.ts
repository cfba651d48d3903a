import type pg from 'pg';
import type { Clock } from '@godwit/shared/clock';
import type { Logger } from '@godwit/shared/log';
import { NotDurableError } from './durability.js';
import { classifyFailure } from './query-failure.js';

const START_MS = 15_000;
const PAUSE_MS = 250;

/**
 * Resolves when PostgreSQL has answered. One that starts beside this process, or a machine that is busy with starting, does not answer
 * within the limits of the pool: it is asked again for 15 s, then rejects with the last failure. What will not change by waiting (a wrong
 * password, no such database, NotDurableError) is final.
 */
export async function firstConnection(pool: Pick<pg.Pool, 'query'>, { clock, log }: { clock: Clock; log: Logger }): Promise<void> {
  for (const endMs = clock.monotonic() + START_MS; ;) {
    try {
      await pool.query('SELECT 1');
      return;
    } catch (error) {
      if (isFinal(error) || clock.monotonic() >= endMs) throw error;
      log.warn({ err: error }, 'PostgreSQL does not answer yet');
      await new Promise<void>((resolve) => clock.setTimeout(resolve, PAUSE_MS));
    }
  }
}

function isFinal(error: unknown): boolean {
  const failure = classifyFailure(error);
  return error instanceof NotDurableError || (failure.at === 'refused' && !failure.transient);
}
