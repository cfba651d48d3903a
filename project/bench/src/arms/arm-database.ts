import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../../../scripts/servers/postgres.ts';

export interface ArmDatabase {
  readonly pid: number;
  readonly url: string;
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** A PostgreSQL of the arm's own, with the program and settings that Godwit is measured with. */
export async function startArmDatabase(dir: string, schema: string): Promise<ArmDatabase> {
  const server = await startPostgres({ dataDir: join(dir, 'postgres') });
  const client = new pg.Client({ connectionString: server.url() });
  client.on('error', () => undefined);
  const close = async (): Promise<void> => {
    await client.end();
    await server.stop();
  };
  try {
    await client.connect();
    await client.query(schema);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    pid: server.pid,
    url: server.url(),
    query: async (sql, values = []) => (await client.query(sql, [...values])).rows as never,
    close,
  };
}
