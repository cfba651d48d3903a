import type pg from 'pg';

/** The server may forget what it has committed: nothing must be acknowledged on its word (reliability R2). */
export class NotDurableError extends Error {
  override readonly name = 'NotDurableError';
}

/** Rejects with NotDurableError unless COMMIT on this connection waits for the disk. */
export async function requireDurable(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ setting: string; value: string }>(
    `SELECT name AS setting, current_setting(name) AS value FROM unnest(ARRAY['fsync', 'synchronous_commit']) AS name`,
  );
  for (const { setting, value } of rows) {
    if (value === 'off')
      throw new NotDurableError(`PostgreSQL runs with ${setting}=off, so acknowledged messages could be lost: set ${setting}=on`);
  }
}
