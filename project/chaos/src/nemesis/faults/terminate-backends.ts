import { Client } from 'pg';
import type { FaultKind } from '../fault.ts';

/** Every session of PostgreSQL ends, some in the middle of a COMMIT. */
export const terminateBackends: FaultKind = () => ({
  name: 'terminate all sessions of PostgreSQL',
  part: 'postgres',
  kill: false,
  async run({ world }) {
    const client = new Client({ connectionString: world.databaseUrl });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = $1', [
      'client backend',
    ]);
    await client.end();
  },
});
