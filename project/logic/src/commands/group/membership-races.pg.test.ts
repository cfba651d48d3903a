// Members come and go while everybody sends, over two logic nodes. The log itself says who was a member at which seq.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { decodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { askLogic, refusalOf } from '../../testing/ask-logic.js';
import type { FakeSession } from '../../testing/fake-access.js';
import { entriesOf, friends, logOf, send, startGroup, stateOf } from '../../testing/groups.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { upTo } from '../../testing/people.js';

const ROUNDS = 40;

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld({ logic: 2 });
});
afterAll(() => world.close());

interface LogRow {
  readonly seq: number;
  readonly sender: Id;
  readonly body: Uint8Array;
}

const readLog = async (id: Id): Promise<LogRow[]> =>
  (
    await world.db.query<LogRow>(`SELECT seq::int AS seq, sender_id AS sender, body FROM message WHERE conversation_id = $1 ORDER BY seq`, [
      id,
    ])
  ).rows;

/** For each user the seqs at which he was a member, the entries about his coming and going included. */
function membership(log: readonly LogRow[]): { at: (userId: Id, seq: number) => boolean; changes: number } {
  const inside = new Map<Id, Set<number>>();
  const members = new Set<Id>();
  let changes = 0;
  for (const { seq, body, sender } of log) {
    const event = sender === '0' ? decodeMessageBody(body).system : null;
    if (event?.code === 'group_created') members.add(event.operatorId);
    if (event?.code === 'group_created' || event?.code === 'members_joined') for (const id of event.targetIds) members.add(id);
    for (const id of members) inside.set(id, (inside.get(id) ?? new Set()).add(seq));
    if (event?.code === 'member_left' || event?.code === 'member_removed') for (const id of event.targetIds) members.delete(id);
    if (event !== null) changes += 1;
  }
  return { at: (userId, seq) => inside.get(userId)?.has(seq) === true, changes };
}

it.each(upTo(3))('[R20] [S12] run %i: everybody sees, and writes, exactly while a member', async () => {
  const people = await friends(world, 7);
  const [owner, ...others] = people as [FakeSession, ...FakeSession[]];
  const id = await startGroup(world, owner, ...others);
  const by = { userId: owner.userId, conversationId: id };
  const own = new Map<FakeSession, Set<number>>(people.map((p) => [p, new Set()]));

  const talk = async (session: FakeSession): Promise<void> => {
    for (let i = 0; i < ROUNDS; i++) {
      const results = await Promise.all([send(session, id), send(session, id)]);
      for (const { code, seq } of results) if (code === 0) own.get(session)!.add(seq);
    }
  };
  const churn = async (session: FakeSession, leaves: boolean): Promise<void> => {
    for (let i = 0; i < ROUNDS / 4; i++) {
      await refusalOf(
        leaves
          ? askLogic(world, 'leaveGroup', { userId: session.userId, conversationId: id })
          : askLogic(world, 'removeMember', { ...by, memberId: session.userId }),
      );
      await refusalOf(askLogic(world, 'inviteMembers', { ...by, memberIds: [session.userId] }));
    }
  };
  const [first, second, third] = others as [FakeSession, FakeSession, FakeSession];
  await Promise.all([...people.map(talk), churn(first, true), churn(second, false), churn(third, false)]);
  await refusalOf(askLogic(world, 'removeMember', { ...by, memberId: third.userId }));

  const log = await readLog(id);
  const { at, changes } = membership(log);
  expect(log.map((row) => row.seq)).toEqual(upTo(log.length));
  expect(changes).toBeGreaterThan(ROUNDS / 2);
  for (const { seq, sender } of log) if (sender !== '0') expect(at(sender, seq), `${sender} wrote ${String(seq)}`).toBe(true);
  for (const person of people) {
    const should = log.map((row) => row.seq).filter((seq) => at(person.userId, seq));
    const seen = (): number[] => [...new Set([...entriesOf(person, id).map((e) => e.seq), ...own.get(person)!])].sort((a, b) => a - b);
    await person.when('all that is his', () => (seen().length >= should.length ? true : undefined));
    expect(seen()).toEqual(should);
    const { minSeq, maxSeq } = (await stateOf(person, id)).member;
    const last = maxSeq === 0 ? log.length : maxSeq;
    expect(await logOf(person, id)).toEqual(upTo(last).slice(minSeq - 1));
    for (const seq of upTo(last).slice(minSeq - 1)) expect(at(person.userId, seq)).toBe(true);
  }
});
