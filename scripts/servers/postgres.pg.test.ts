import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPostgres } from './postgres.ts';

let dir: string;
beforeEach(() => {
  // 0700 and owned by root when root runs the tests: PostgreSQL's own user may not pass through it.
  dir = mkdtempSync(join(tmpdir(), 'godwit-pg-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

async function count(url: string, sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const result = await client.query(sql);
  await client.end();
  return result.rowCount ?? 0;
}

describe('PostgreSQL', () => {
  it('keeps its data and its password over kill -9 and a start on the same port', async () => {
    const dataDir = join(dir, 'postgres');
    const first = await startPostgres({ dataDir });
    await count(first.url(), 'CREATE TABLE kept AS SELECT 1 AS n');
    first.kill('SIGKILL');
    await first.exited;
    const second = await startPostgres({ dataDir, port: first.port });
    expect(second.url()).toBe(first.url());
    expect(await count(second.url(), 'SELECT * FROM kept')).toBe(1);
    await second.stop();
  });

  it('refuses a connection without the password', async () => {
    const server = await startPostgres({ dataDir: join(dir, 'postgres') });
    const url = new URL(server.url());
    url.password = 'wrong';
    await expect(count(url.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    await server.stop();
  });

  it('begins again after an initdb that was killed', async () => {
    const dataDir = join(dir, 'postgres');
    mkdirSync(`${dataDir}.initdb`);
    writeFileSync(join(`${dataDir}.initdb`, 'PG_VERSION'), '18\n');
    const server = await startPostgres({ dataDir });
    expect(existsSync(`${dataDir}.initdb`)).toBe(false);
    await server.stop();
  });

  it('that does not come up is an error with its last lines', async () => {
    const dataDir = join(dir, 'postgres');
    await (await startPostgres({ dataDir })).stop();
    rmSync(join(dataDir, 'global/pg_control'));
    await expect(startPostgres({ dataDir })).rejects.toThrow(
      /PostgreSQL exited with \d+ before it was ready; its last lines:[^]*pg_control/,
    );
  });
});
