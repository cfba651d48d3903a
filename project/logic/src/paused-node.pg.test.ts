import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import type { AckResult } from '@godwit/shared/protocol/messages/ack-result';
import type { FakeSession } from './testing/fake-access.js';
import { type LogicProcess, startLogicProcess } from './testing/logic-process.js';
import { type LogicWorld, startLogicWorld } from './testing/logic-world.js';
import { textEntry, userMessage } from './testing/messages.js';
import { befriend, createUser, seqs, upTo } from './testing/people.js';

const RESEND_MS = 300;
const EXPIRES_MS = 1_000;
const ROUNDS = 40;

let world: LogicWorld;
let processes: LogicProcess[];
beforeAll(async () => {
  world = await startLogicWorld({ logic: 0 });
  const env = { DATABASE_URL: world.databaseUrl, REDIS_URL: world.redisServer.url, NATS_URL: world.nats.url, LOG_LEVEL: 'error' };
  processes = [];
  for (const i of upTo(2)) processes.push(await startLogicProcess({ ...env, NODE_NAME: `logic-${String(i)}` }));
}, 300_000);
afterAll(async () => {
  for (const logic of processes) logic.kill('SIGCONT');
  await Promise.all(processes.map((logic) => logic.stop()));
  await world.close();
});

/** As the client does: one batch in flight, sent again with the same ids until every entry is acknowledged. */
async function sendUntilAcked(session: FakeSession, conversationId: Id, texts: string[]): Promise<AckResult[]> {
  const entries = texts.map((text) => textEntry(text));
  const acked = (): AckResult[] | undefined => {
    const results = session.all('messageAck').flatMap((ack) => ack.results.filter((r) => r.code === 0));
    const mine = entries.map(({ clientMsgId }) => results.find((r) => r.clientMsgId === clientMsgId));
    return mine.every((r) => r !== undefined) ? mine : undefined;
  };
  const send = (): void => {
    session.send(userMessage(conversationId, ...entries), { expiresAt: Date.now() + EXPIRES_MS });
  };
  send();
  const timer = setInterval(send, RESEND_MS);
  try {
    return await session.when(`acknowledgement of ${texts[0]!}`, acked);
  } finally {
    clearInterval(timer);
  }
}

describe('two logic nodes, one of them paused', () => {
  it('[R9] [R14] [R4] keep the order of a sender, every entry once, while it sleeps and after it woke', async () => {
    const [a, b] = [await createUser(world.db), await createUser(world.db)];
    const conversationId = await befriend(world.db, a, b);
    const [alice, bob] = [await world.access.online(a), await world.access.online(b)];
    for (let round = 1; round <= ROUNDS; round++) {
      if (round === 10) processes[0]!.kill('SIGSTOP');
      if (round === 25) processes[0]!.kill('SIGCONT');
      const results = await sendUntilAcked(alice, conversationId, [`${String(round)}a`, `${String(round)}b`]);
      expect(results.map((r) => r.seq)).toEqual([2 * round - 1, 2 * round]);
    }
    await world.access.bus.flush(5_000);
    expect(await seqs(world.db, conversationId)).toEqual(upTo(2 * ROUNDS));
    const pushed = (): Set<number> => new Set(bob.all('pushMessage').flatMap((p) => p.entries.map((e) => e.seq)));
    await bob.when('every push', () => (pushed().size === 2 * ROUNDS ? true : undefined));
  });

  it('leave with code 0 when told to', async () => {
    const extra = await startLogicProcess({
      NODE_NAME: 'logic-3',
      DATABASE_URL: world.databaseUrl,
      REDIS_URL: world.redisServer.url,
      NATS_URL: world.nats.url,
    });
    expect(await extra.stop()).toBe(0);
  });
});
