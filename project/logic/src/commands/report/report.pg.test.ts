import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { decodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { type AskedReport, type Evidence, MAX_REPORTS_A_DAY } from '@godwit/shared/rest/reports';
import { askLogic, refusalOf, valueOf } from '../../testing/ask-logic.js';
import type { FakeSession } from '../../testing/fake-access.js';
import { friends, startGroup } from '../../testing/groups.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { actionEntry, textEntry } from '../../testing/messages.js';
import { befriend, createUser, testId, upTo } from '../../testing/people.js';
import { tell } from '../../testing/talk.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld({ logic: 2 });
});
afterAll(() => world.close());

const say = { reason: 'spam', text: 'look at this' } as const;
const ask = ({ userId }: FakeSession, report: AskedReport) => askLogic(world, 'report', { userId, report });
const reportMessage = (by: FakeSession, conversationId: Id, seq: number) => ask(by, { kind: 'message', conversationId, seq, ...say });

interface Row {
  id: Id;
  reported_id: Id;
  state: number;
  evidence: Evidence;
}
const reportsBy = async ({ userId }: FakeSession): Promise<Row[]> =>
  (await world.db.query<Row>(`SELECT id, reported_id, state, evidence FROM report WHERE reporter_id = $1 ORDER BY id`, [userId])).rows;
const textOf = ({ body }: { body: string }): string => (body === '' ? '' : decodeMessageBody(Buffer.from(body, 'base64')).text);

async function chat(...texts: string[]): Promise<{ alice: FakeSession; bob: FakeSession; id: Id }> {
  const [alice, bob] = await Promise.all([1, 2].map(async () => world.access.online(await createUser(world.db))));
  const id = await befriend(world.db, alice!.userId, bob!.userId);
  for (const text of texts) await tell(bob!, id, textEntry(text));
  return { alice: alice!, bob: bob!, id };
}

describe('a reported message', () => {
  it('[F-48] stays with what was around it when it is recalled, and nobody is told of the report', async () => {
    const { alice, bob, id } = await chat(...upTo(9).map(String));
    const before = bob.received.length;
    const { reportId } = await valueOf(reportMessage(alice, id, 7));
    await tell(bob, id, actionEntry('recall', 7));
    const [row] = await reportsBy(alice);
    expect(row).toMatchObject({ id: reportId, reported_id: bob.userId, state: 0 });
    expect(row!.evidence.entries.map((entry) => [entry.seq, textOf(entry)])).toEqual(upTo(8).map((n) => [n + 1, String(n + 1)]));
    expect(row!.evidence.entries[5]).toMatchObject({
      senderId: bob.userId,
      kind: 'message',
      recalled: false,
      createdAt: expect.any(Number),
    });
    expect(row!.evidence.people).toMatchObject([{ userId: bob.userId }]);
    expect(bob.received.slice(before).map(({ message }) => message.kind)).toEqual(['messageAck']);
  });

  it('[F-48] is shown as the reporter saw it: edited, and without what he cannot see', async () => {
    const [owner, early, late] = (await friends(world, 3)) as [FakeSession, FakeSession, FakeSession];
    const id = await startGroup(world, owner, early);
    const before = (await tell(early, id, textEntry('before'))).seq;
    await valueOf(askLogic(world, 'inviteMembers', { userId: owner.userId, conversationId: id, memberIds: [late.userId] }));
    const seq = (await tell(early, id, textEntry('first'))).seq;
    await tell(early, id, { ...textEntry('second'), kind: 'edit', targetSeq: seq });
    await valueOf(reportMessage(late, id, seq));
    const [row] = await reportsBy(late);
    expect(row!.evidence.entries.find((entry) => entry.seq === seq)).toMatchObject({ senderId: early.userId });
    expect(textOf(row!.evidence.entries.find((entry) => entry.seq === seq)!)).toBe('second');
    expect(row!.evidence.entries.every((entry) => entry.seq > before)).toBe(true);
    expect(row!.evidence.group).toMatchObject({ conversationId: id, title: 'Birds', memberCount: 3 });
  });

  it('[F-48] keeps its whole body; of its neighbours those nearest to it that fit', async () => {
    const { alice, id } = await chat(...upTo(5).map((n) => String(n).repeat(30_000)));
    await valueOf(reportMessage(alice, id, 3));
    const [row] = await reportsBy(alice);
    expect(row!.evidence.entries.map(({ seq }) => seq)).toEqual([2, 3, 4]);
  });

  it('[S10] [C33] what the user cannot see, his own, and what is no message cannot be reported', async () => {
    const { alice, bob, id } = await chat('one', 'two', 'three');
    await tell(bob, id, actionEntry('recall', 2));
    const eve = await world.access.online(await createUser(world.db));
    await askLogic(world, 'changeSettings', { userId: alice.userId, conversationId: id, changes: { hide: [{ fromSeq: 3, toSeq: 3 }] } });
    const cases = [
      [eve, id, 1],
      [eve, testId(), 1],
      [alice, id, 2],
      [alice, id, 3],
      [alice, id, 4],
      [alice, id, 99],
      [bob, id, 1],
    ] as const;
    const refusals = await Promise.all(cases.map(([by, where, seq]) => refusalOf(reportMessage(by, where, seq))));
    expect(refusals).toEqual([
      'CONVERSATION_NOT_FOUND',
      'CONVERSATION_NOT_FOUND',
      'ENTRY_NOT_FOUND',
      'ENTRY_NOT_FOUND',
      'ENTRY_NOT_FOUND',
      'ENTRY_NOT_FOUND',
      'INVALID_ARGUMENT',
    ]);
    expect((await Promise.all([eve, alice, bob].map(reportsBy))).flat()).toEqual([]);
  });
});

describe('a reported user or group', () => {
  it('[F-48] is kept as it looked', async () => {
    const { alice, bob } = await chat();
    await valueOf(ask(alice, { kind: 'user', userId: bob.userId, ...say }));
    await world.db.query(`UPDATE users SET nickname = 'innocent' WHERE id = $1`, [bob.userId]);
    const [row] = await reportsBy(alice);
    expect(row).toMatchObject({ reported_id: bob.userId, evidence: { entries: [], group: null } });
    expect(row!.evidence.people[0]?.nickname).toMatch(/^user/);
    expect(await refusalOf(ask(alice, { kind: 'user', userId: alice.userId, ...say }))).toBe('INVALID_ARGUMENT');
    expect(await refusalOf(ask(alice, { kind: 'user', userId: testId(), ...say }))).toBe('USER_NOT_FOUND');
  });

  it('[S10] a group by who is or was in it, and by strangers only where they may ask to join', async () => {
    const [owner, member, former] = (await friends(world, 3)) as [FakeSession, FakeSession, FakeSession];
    const stranger = await world.access.online(await createUser(world.db));
    const id = await startGroup(world, owner, member, former);
    await valueOf(askLogic(world, 'leaveGroup', { userId: former.userId, conversationId: id }));
    const byAll = () =>
      Promise.all([member, former, stranger].map((by) => refusalOf(ask(by, { kind: 'group', conversationId: id, ...say }))));
    await valueOf(askLogic(world, 'updateGroup', { userId: owner.userId, conversationId: id, joinMode: 'invite' }));
    expect(await byAll()).toEqual(['ok', 'ok', 'CONVERSATION_NOT_FOUND']);
    await valueOf(askLogic(world, 'updateGroup', { userId: owner.userId, conversationId: id, joinMode: 'approval' }));
    expect(await byAll()).toEqual(['ok', 'ok', 'ok']);
    expect((await reportsBy(member))[0]!.evidence.group).toMatchObject({ title: 'Birds', ownerId: owner.userId });
  });
});

describe('bounds', () => {
  it('[F-48] of an object one is open, also of several at once and after a recall; when it is resolved it may be reported again', async () => {
    const { alice, bob, id } = await chat('one', 'two');
    const ids = await Promise.all(upTo(4).map(async () => (await valueOf(reportMessage(alice, id, 1))).reportId));
    expect(new Set(ids).size).toBe(1);
    expect((await valueOf(reportMessage(alice, id, 2))).reportId).not.toBe(ids[0]);
    await tell(bob, id, actionEntry('recall', 1));
    expect((await valueOf(reportMessage(alice, id, 1))).reportId).toBe(ids[0]);
    await valueOf(ask(alice, { kind: 'user', userId: bob.userId, ...say }));
    await world.db.query(`UPDATE report SET state = 1 WHERE reporter_id = $1`, [alice.userId]);
    await valueOf(ask(alice, { kind: 'user', userId: bob.userId, ...say }));
    expect((await reportsBy(alice)).map(({ state }) => state)).toEqual([1, 1, 1, 0]);
  });

  it('[F-48] [S19] a user makes so many a day, also at once; an open one may be repeated', async () => {
    const { alice, bob, id } = await chat('one', 'two');
    await valueOf(reportMessage(alice, id, 1));
    await world.db.query(
      `INSERT INTO report (id, reporter_id, kind, reported_id, reason, evidence) SELECT $1::bigint * 100000 + n, $2, 1, n, 0, '{}' FROM generate_series(1, $3::int) n`,
      [testId().slice(-6), alice.userId, MAX_REPORTS_A_DAY - 2],
    );
    const last = await Promise.all([
      refusalOf(reportMessage(alice, id, 2)),
      refusalOf(ask(alice, { kind: 'user', userId: bob.userId, ...say })),
    ]);
    expect(last.sort()).toEqual(['RATE_LIMIT', 'ok']);
    expect(await refusalOf(reportMessage(alice, id, 1))).toBe('ok');
    await world.db.query(`UPDATE report SET created_at = now() - interval '25 hours' WHERE reporter_id = $1`, [alice.userId]);
    const stranger = await createUser(world.db);
    expect(await refusalOf(ask(alice, { kind: 'user', userId: stranger, ...say }))).toBe('ok');
  });
});
