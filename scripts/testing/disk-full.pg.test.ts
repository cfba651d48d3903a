import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { whyNoTmpfs } from '../servers/tmpfs.ts';
import { startWorld } from './world.ts';

const reason = whyNoTmpfs();

describe.skipIf(reason !== undefined)(`a PostgreSQL with a small disk (${reason ?? 'mounted'})`, () => {
  it('[O17] runs out of space, works again when there is some, and leaves no mount behind', { timeout: 120_000 }, async () => {
    const world = await startWorld({ postgres: 'own', postgresTmpfsMb: 200 });
    const ask = async (sql: string): Promise<void> => {
      const client = new pg.Client({ connectionString: world.databaseUrl, connectionTimeoutMillis: 5_000 });
      client.on('error', () => undefined);
      await client.connect();
      await client.query(sql).finally(() => client.end());
    };
    await ask('CREATE TABLE big (x text)');
    expect(mounted(world.postgresDisk)).toBe(true);
    fill(join(world.postgresDisk, 'ballast'));
    await expect(ask(`INSERT INTO big SELECT repeat('x', 1000) FROM generate_series(1, 50000)`)).rejects.toThrow();
    rmSync(join(world.postgresDisk, 'ballast'));
    await world.restartPostgres();
    await ask(`INSERT INTO big VALUES ('fits')`);
    await world.close();
    expect(mounted(world.postgresDisk)).toBe(false);
  });

  const mounted = (dir: string): boolean => readFileSync('/proc/mounts', 'utf8').includes(` ${dir} `);

  function fill(path: string): void {
    const file = openSync(path, 'w');
    const megabyte = Buffer.alloc(1 << 20);
    try {
      for (;;) writeSync(file, megabyte);
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
    } finally {
      closeSync(file);
    }
  }
});
