import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LogicWorld, startLogicWorld } from './testing/logic-world.js';
import { textEntry, userMessage } from './testing/messages.js';
import { befriend, createUser, seqs } from './testing/people.js';
import { query } from './testing/query.js';
import { untilLockWait } from './testing/until.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld({ logic: 0 });
});
afterAll(() => world.close());

describe('a logic node', () => {
  it('[R2] does not start on a PostgreSQL that acknowledges before the disk has it', async () => {
    const name = new URL(world.databaseUrl).pathname.slice(1);
    await query(world.databaseUrl, `ALTER DATABASE ${name} SET synchronous_commit = off`);
    await expect(world.startLogic()).rejects.toThrow(/synchronous_commit=off/);
    await query(world.databaseUrl, `ALTER DATABASE ${name} RESET synchronous_commit`);
    const node = await world.startLogic();
    const health = await fetch(`http://127.0.0.1:${String(node.ports.internal)}/readyz`);
    expect([health.status, await health.json()]).toMatchObject([
      200,
      { ready: true, dependencies: { postgres: { ok: true }, redis: { ok: true }, nats: { ok: true } } },
    ]);
    const metrics = await (await fetch(`http://127.0.0.1:${String(node.ports.internal)}/metrics`)).text();
    expect(metrics).toContain('godwit_commit_lane_entries');
    await node.drain();
  });

  it('[C18] finishes what it accepted before it leaves', async () => {
    const node = await world.startLogic();
    const [a, b] = [await createUser(world.db), await createUser(world.db)];
    const conversationId = await befriend(world.db, a, b);
    const alice = await world.access.online(a);
    const holder = new pg.Client({ connectionString: world.databaseUrl });
    await holder.connect();
    alice.send(userMessage(conversationId, textEntry('warm')));
    await alice.nth('messageAck');
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM conversation WHERE id = $1 FOR UPDATE', [conversationId]);
    alice.send(userMessage(conversationId, textEntry('last words')));
    await untilLockWait(world.db);
    const drained = node.drain();
    await holder.query('COMMIT');
    await holder.end();
    await drained;
    const results = await alice.when('both results', () => (alice.all('messageAck').length === 2 ? alice.all('messageAck') : undefined));
    expect((await seqs(world.db, conversationId)).length).toBe(results.filter((ack) => ack.results[0]!.code === 0).length);
  });
});
