import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { AckResult } from '@godwit/shared/protocol/messages/ack-result';
import type { Up } from '@godwit/shared/protocol/up';
import { startWorld, type World } from '../../../scripts/testing/world.ts';
import { selectTruth } from './checker/select-truth.ts';
import type { StoredEntry } from './checker/truth.ts';
import { RecordedDevice } from './devices/recorded-device.ts';
import { befriend, PASSWORD, register, signIn } from './devices/people.ts';
import { RawSession } from './devices/raw-session.ts';
import { MemoryLedger } from './ledger/memory-ledger.ts';

const ROUNDS = 20;

describe('two access and two logic processes, raw frames', () => {
  let world: World;
  let conversationId: Id;
  /** Two sessions of anna, one on each access process. */
  const sessions: RawSession[] = [];

  beforeAll(async () => {
    world = await startWorld({ access: 2, logic: 2, web: 1 });
    for (const name of ['anna', 'bert']) await register(world.webUrl, name);
    const [anna, bert] = await Promise.all([phoneOf('anna'), phoneOf('bert')]);
    conversationId = await befriend(anna, bert);
    for (const [index, access] of world.access.entries()) {
      const deviceId = `anna-raw-${index}`;
      const { accessToken } = await signIn(world.webUrl, 'anna', deviceId);
      sessions.push(await RawSession.open(`ws://127.0.0.1:${access.ports['websocket']}/godwit`, accessToken, deviceId));
    }
  });
  afterAll(() => world.close());

  const phoneOf = (username: string): Promise<RecordedDevice> =>
    RecordedDevice.create({
      api: world.webUrl,
      device: `${username}-phone`,
      signIn: { username, password: PASSWORD },
      transport: 'websocket',
      ledger: new MemoryLedger(),
    });
  const stored = async (): Promise<readonly StoredEntry[]> => (await selectTruth(world.databaseUrl)).get(conversationId)?.entries ?? [];
  const message = (clientMsgId: Id, text: string): Up => ({
    kind: 'userMessage',
    conversationId,
    entries: [{ clientMsgId, kind: 'message', targetSeq: 0, body: encodeMessageBody({ kind: 'text', text }) }],
  });
  const results = (clientMsgId: Id): AckResult[] =>
    sessions
      .flatMap((session) => session.all('messageAck').flatMap((ack) => ack.results))
      .filter((result) => result.clientMsgId === clientMsgId);
  const [first, second] = [(): RawSession => sessions[0] as RawSession, (): RawSession => sessions[1] as RawSession];

  it('[R4] three copies at once through two access nodes make one row, and every ack has its seq', async () => {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const id = String(1_000 + round);
      for (const session of [first(), second(), first()]) session.send(message(id, `copy ${round}`));
      await first().nth('messageAck', 2 * round);
      await second().nth('messageAck', round);
      const places = new Set(results(id).map(({ code, seq, messageId }) => `${code} ${seq} ${messageId}`));
      expect([...places]).toEqual([expect.stringMatching(/^0 [1-9]\d* [1-9]\d*$/)]);
    }
    const copies = (await stored()).filter(({ text }) => text.startsWith('copy '));
    expect(copies.map(({ text }) => text)).toEqual(Array.from({ length: ROUNDS }, (_, index) => `copy ${index + 1}`));
  });

  it('[R4] the same id with another body is refused and changes nothing', async () => {
    const before = [first().all('messageAck').length, second().all('messageAck').length] as const;
    first().send(message('5000', 'one body'));
    await first().nth('messageAck', before[0] + 1);
    second().send(message('5000', 'another body'));
    const refused = await second().nth('messageAck', before[1] + 1);
    expect(refused.results.map((result) => result.code)).toEqual([ERRORS.IDEMPOTENCY_MISMATCH.code]);
    const bodies = (await stored()).filter(({ text }) => text.endsWith(' body'));
    expect(bodies.map(({ text }) => text)).toEqual(['one body']);
  });

  it('[R2] no ack leaves before the COMMIT: while another transaction holds the row there is none', async () => {
    const holder = new Client({ connectionString: world.databaseUrl });
    await holder.connect();
    const acksBefore = first().all('messageAck').length;
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM conversation WHERE id = $1 FOR UPDATE', [conversationId]);
    first().send(message('6000', 'held'));
    await untilSomebodyWaits(world.databaseUrl);
    expect(results('6000')).toEqual([]);
    await holder.query('COMMIT');
    await holder.end();
    await first().nth('messageAck', acksBefore + 1);
    expect(results('6000').map((result) => result.code)).toEqual([0]);
  });
});

/** Until a statement of logic waits for a lock: the entry has come all the way and cannot be committed. */
async function untilSomebodyWaits(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  for (;;) {
    const { rows } = await client.query(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);
    if (rows.length > 0) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await client.end();
}
