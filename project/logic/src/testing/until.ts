import type pg from 'pg';

const POLL_MS = 10;
const PATIENCE_MS = 20_000;

/** The first value that is not undefined, for states that announce nothing; events are awaited where there are some. */
export async function until<T>(what: string, read: () => Promise<T | undefined>): Promise<T> {
  const endMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    if (performance.now() > endMs) throw new Error(`${what}: not within ${String(PATIENCE_MS)} ms`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Resolves when a statement of this database waits for a lock. */
export const untilLockWait = (db: pg.Pool): Promise<unknown> =>
  until('a statement that waits for a row', async () => {
    const { rows } = await db.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    );
    return rows[0];
  });
