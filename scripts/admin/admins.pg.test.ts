import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRepository } from '../repository.ts';
import { createTestDatabase } from '../testing/database.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  db = new pg.Pool({ connectionString: database.url, max: 2 });
  await db.query(`INSERT INTO users (id, username, deleted) VALUES (71, 'anna', 0), (72, 'bert', 0), (73, 'gone', 1)`);
});
afterAll(async () => {
  await db.end();
  await database.drop();
});

/** As it is typed: exit code and what it says. */
async function admin(...args: string[]): Promise<string> {
  const env = { ...process.env, DATABASE_URL: database.url };
  const run = promisify(execFile)(process.execPath, [inRepository('scripts/admin/main.ts'), ...args], { env });
  return run.then(
    ({ stdout }) => `0 ${stdout.trim()}`,
    (error: unknown) => {
      const { code, stderr } = error as { code: number; stderr: string };
      return `${code} ${stderr.trim()}`;
    },
  );
}

describe('npm run admin', () => {
  it('[F-88] makes an admin, takes it back and says who is one; each change once, and in the audit log', async () => {
    expect(await admin('list')).toBe('0 no admins');
    expect(await admin('grant', 'Anna')).toBe('0 Anna is an admin now');
    expect(await admin('grant', 'anna')).toBe('0 anna is an admin already');
    expect(await admin('grant', 'bert')).toBe('0 bert is an admin now');
    expect(await admin('list')).toMatch(/^0 anna {2}71 {2}since \S+\nbert {2}72 {2}since \S+$/);
    expect(await admin('revoke', 'anna')).toBe('0 anna is no admin any more');
    expect(await admin('revoke', 'anna')).toBe('0 anna is no admin');
    expect(await admin('list')).toMatch(/^0 bert {2}72 /);
    expect(await admin('grant', 'anna')).toBe('0 anna is an admin now');
    const { rows } = await db.query<{ text: string }>(
      `SELECT concat_ws(' ', admin_id, action, object_kind, object_id) AS text FROM audit_log ORDER BY id`,
    );
    expect(rows.map(({ text }) => text)).toEqual([
      '0 admin.grant user 71',
      '0 admin.grant user 72',
      '0 admin.revoke user 71',
      '0 admin.grant user 71',
    ]);
  });

  it('does nothing for nobody, for a deleted account, or for what it does not understand', async () => {
    const before = await admin('list');
    for (const name of ['nobody', 'gone', "x' OR '1'='1"])
      expect(await admin('grant', name)).toBe(`1 godwit: there is no user "${name}": sign up first`);
    for (const args of [[], ['grant'], ['grant', 'a', 'b'], ['list', 'x'], ['toString', 'anna']])
      expect(await admin(...args)).toMatch(/^1 godwit: usage: npm run admin/);
    expect(await admin('list')).toBe(before);
  });
});
