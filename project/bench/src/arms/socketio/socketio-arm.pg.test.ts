import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildOnce } from '../../../../../scripts/testing/build-once.ts';
import type { LoadEvent } from '../../arm.ts';
import type { Answer } from './socketio-protocol.ts';
import { type SocketioArm, startSocketioArm } from './socketio-arm.ts';
import { SocketioSession } from './socketio-session.ts';

let arm: SocketioArm;
let database: pg.Client;
beforeAll(async () => {
  await buildOnce();
  arm = await startSocketioArm();
  await arm.prepare(2);
  database = new pg.Client({ connectionString: arm.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await arm.close();
});

const rows = async (sql: string): Promise<unknown[]> => (await database.query({ text: sql, rowMode: 'array' })).rows as unknown[];

const send = (session: SocketioSession, conversationId: number, clientId: number): Promise<Answer> =>
  new Promise((resolve) => session.send(conversationId, [[clientId, `text ${clientId}`]], resolve));

it('[R2] acknowledges and delivers after COMMIT, not before', async () => {
  const { conversationId, senderToken, receiverToken } = arm.pair(1);
  const seen: string[] = [];
  const sender = await SocketioSession.open({ ...arm.access, token: senderToken });
  const receiver = await SocketioSession.open({ ...arm.access, token: receiverToken, onMessages: () => seen.push('delivered') });
  await database.query('BEGIN; LOCK TABLE message IN EXCLUSIVE MODE');
  const acked = send(sender, conversationId, 1).then(() => seen.push('acked'));
  await expect
    .poll(() => rows(`SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'message'::regclass`), { timeout: 10_000 })
    .toHaveLength(1);
  // Each waits for an answer on its connection: whatever was sent before would have come.
  await Promise.all([sender.sync(conversationId, 0), receiver.sync(conversationId, 0)]);
  expect(seen).toEqual([]);
  await database.query('COMMIT');
  await acked;
  expect(await rows('SELECT seq, client_id, body FROM message WHERE conversation_id = 1')).toEqual([[1, '1', 'text 1']]);
  await expect.poll(() => seen.toSorted()).toEqual(['acked', 'delivered']);
  sender.close();
  receiver.close();
});

it('[R4] stores a repeated message once and answers with its first seq', async () => {
  const { conversationId, senderToken } = arm.pair(2);
  const sender = await SocketioSession.open({ ...arm.access, token: senderToken });
  for (const clientId of [1, 2, 1]) await send(sender, conversationId, clientId);
  expect(await send(sender, conversationId, 1)).toEqual([1]);
  expect(await rows('SELECT seq, client_id FROM message WHERE conversation_id = 2 ORDER BY seq')).toEqual([
    [1, '1'],
    [2, '2'],
  ]);
  sender.close();
});

it('refuses a conversation of others and a token that it did not sign', async () => {
  const sender = await SocketioSession.open({ ...arm.access, token: arm.pair(1).senderToken });
  expect(await send(sender, arm.pair(2).conversationId, 9)).toEqual({ error: 'no such conversation' });
  sender.close();
  await expect(SocketioSession.open({ ...arm.access, token: 'forged' })).rejects.toThrow('unauthenticated');
});

it('gives an absent receiver what it missed, and counts rows', async () => {
  const before = await arm.rows();
  expect(await arm.missed(120, 120)).toMatchObject({ requests: 1 });
  expect(await arm.rows()).toBe(before + 120);
});

it('[P6] carries a group: every member has every message once, in order', async () => {
  const load = await arm.startGroupLoad(5, { pairs: 1, rate: 40, warmupSeconds: 0, seconds: 1, bodyBytes: 120, connectsAtOnce: 1 });
  let last: LoadEvent | undefined;
  for await (const event of load.events) last = event;
  expect(last).toMatchObject({ event: 'result', scheduled: 40, acked: 40, delivered: 160, doubled: 0, disordered: 0, refused: 0 });
});
