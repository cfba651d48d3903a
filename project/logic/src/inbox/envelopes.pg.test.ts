// What comes over the bus itself: envelopes that come again, and what is none.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { SUBJECTS } from '@godwit/shared/subjects';
import type { FakeSession } from '../testing/fake-access.js';
import { type LogicWorld, startLogicWorld } from '../testing/logic-world.js';
import { actionEntry, textEntry } from '../testing/messages.js';
import { befriend, createUser } from '../testing/people.js';
import { refusal, stateOf, tell } from '../testing/talk.js';
import { until } from '../testing/until.js';

let world: LogicWorld;
let alice: FakeSession;
let bob: FakeSession;
let conversationId: Id;
const recorded: Uint8Array[] = [];

/** Every row that a frame can write. */
async function rows(): Promise<unknown> {
  const tables = ['message', 'conversation', 'conversation_member', 'message_reaction', 'message_pin', 'message_revision'];
  const read = tables.map(async (table) => (await world.db.query(`SELECT * FROM ${table} ORDER BY id`)).rows as unknown[]);
  return Promise.all(read);
}

const markOf = async (): Promise<unknown> =>
  (await world.db.query(`SELECT FROM conversation_member WHERE user_id = $1 AND read_seq = 3 AND delivered_seq = 3`, [bob.userId]))
    .rowCount === 1;

beforeAll(async () => {
  world = await startLogicWorld();
  [alice, bob] = (await Promise.all([1, 2].map(async () => world.access.online(await createUser(world.db))))) as [FakeSession, FakeSession];
  conversationId = await befriend(world.db, alice.userId, bob.userId);
  world.access.bus.subscribe(SUBJECTS.upstream, {}, (bytes) => {
    recorded.push(bytes.slice());
  });
  await world.access.bus.flush(1_000);
  for (const text of ['one', 'two', 'three']) await tell(alice, conversationId, textEntry(text));
  bob.send({ kind: 'deliveryAck', cursors: [{ conversationId, seq: 3 }] });
  bob.send({ kind: 'conversationRead', conversationId, readSeq: 3 });
  await until('the marks', async () => ((await markOf()) === true ? true : undefined));
  for (const entry of [actionEntry('edit', 1, 'uno'), actionEntry('recall', 2), actionEntry('reaction', 3, '👍'), actionEntry('pin', 3)])
    expect(await refusal(alice, conversationId, entry)).toBeUndefined();
});
afterAll(() => world.close());

/** Sent after what is to have its time, and answered after it: a lane has one batch under way. */
async function settled(): Promise<void> {
  await world.access.bus.flush(1_000);
  await tell(alice, conversationId, textEntry('behind it'));
  await stateOf(bob, conversationId);
}

const LAST = `SELECT last_seq::int AS seq FROM conversation WHERE id = $1`;
const lastSeq = async (): Promise<number> => (await world.db.query<{ seq: number }>(LAST, [conversationId])).rows[0]!.seq;

describe('the bus', () => {
  it('[S22] an envelope that comes again, and again in another order, changes nothing', async () => {
    const sent = [...recorded];
    expect(sent.length).toBeGreaterThanOrEqual(9);
    const before = await rows();
    for (const bytes of [...sent, ...sent.toReversed(), ...sent]) world.access.bus.publish(SUBJECTS.upstream, bytes);
    await world.access.bus.flush(1_000);
    await stateOf(bob, conversationId);
    await until('answers to all repeated messages', async () => (alice.all('messageAck').length >= 7 * 4 ? true : undefined));
    expect(await rows()).toEqual(before);
  });

  it('[S21] what is cut short, is of another kind or is no envelope is dropped, and the node goes on', async () => {
    const before = await lastSeq();
    const cut = recorded.flatMap((bytes) =>
      [1, 7, 16, 33, bytes.length >> 1].map((less) => bytes.slice(0, Math.max(0, bytes.length - less))),
    );
    const junk = [new Uint8Array(), new Uint8Array(64), new TextEncoder().encode('{"kind":"upstream"}'), new Uint8Array(2_000).fill(0xff)];
    for (const bytes of [...cut, ...junk])
      for (const subject of [SUBJECTS.upstream, SUBJECTS.location, SUBJECTS.request]) world.access.bus.publish(subject, bytes);
    await settled();
    expect(await lastSeq()).toBe(before + 1);
  });
});
