// What admins do to groups and messages: in the log without their names, in the audit log with them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { decodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { askLogic, refusalOf, valueOf } from '../../testing/ask-logic.js';
import type { FakeSession } from '../../testing/fake-access.js';
import { entriesOf, entryAt, eventOf, friends, startGroup } from '../../testing/groups.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { attachmentOf, createFile } from '../../testing/files.js';
import { textEntry } from '../../testing/messages.js';
import { befriend, createUser, testId, upTo } from '../../testing/people.js';
import { until } from '../../testing/until.js';
import { logOf, messageEntry, refusal, stateOf, tell } from '../../testing/talk.js';

let world: LogicWorld;
let adminId: Id;
beforeAll(async () => {
  world = await startLogicWorld({ logic: 2 });
  adminId = await newAdmin();
});
afterAll(() => world.close());

async function newAdmin(): Promise<Id> {
  const userId = await createUser(world.db);
  await world.db.query(`INSERT INTO admin (id, user_id) VALUES ($1, $2)`, [testId(), userId]);
  return userId;
}

const by = (id: Id = adminId) => ({ adminId: id, ip: '10.0.0.1' });
const dismiss = (conversationId: Id, id?: Id) => askLogic(world, 'adminDismissGroup', { ...by(id), conversationId, reason: 'a scam' });
const resolve = (reportId: Id, recall: boolean, id?: Id) =>
  askLogic(world, 'adminResolveReport', { ...by(id), reportId, note: 'seen', recall });
const audit = async (objectId: string): Promise<unknown[]> =>
  (
    await world.db.query<object>(
      `SELECT admin_id, action, object_kind, reason, request_id, ip FROM audit_log WHERE object_id = $1 ORDER BY id`,
      [objectId],
    )
  ).rows;
const done = (action: string, objectKind: string, reason: string) => ({
  admin_id: adminId,
  action,
  object_kind: objectKind,
  reason,
  request_id: 'test',
  ip: '10.0.0.1',
});

async function chat(...texts: string[]): Promise<{ alice: FakeSession; bob: FakeSession; id: Id }> {
  const [alice, bob] = (await Promise.all([1, 2].map(async () => world.access.online(await createUser(world.db))))) as [
    FakeSession,
    FakeSession,
  ];
  const id = await befriend(world.db, alice.userId, bob.userId);
  for (const text of texts) await tell(bob, id, textEntry(text));
  return { alice, bob, id };
}
const report = async ({ userId }: FakeSession, conversationId: Id, seq: number): Promise<Id> =>
  (await valueOf(askLogic(world, 'report', { userId, report: { kind: 'message', conversationId, seq, reason: 'spam', text: '' } })))
    .reportId;

const toldRooms = (id: Id) => world.access.envelopes.flatMap((e) => (e.kind === 'roomDelivery' && e.conversationId === id ? [e] : []));

describe('groups', () => {
  it('[F-88] are found by title and id, in pages', async () => {
    const [owner, member] = (await friends(world, 2)) as [FakeSession, FakeSession];
    const ids: Id[] = [];
    for (let i = 0; i < 3; i++) ids.unshift(await startGroup(world, owner, member));
    await world.db.query(`UPDATE conversation SET title = 'Wading 50%_ Birds ' || id WHERE id = ANY ($1)`, [ids]);
    const list = (search: string, before?: Id) =>
      valueOf(askLogic(world, 'adminGroups', { search, limit: 2, ...(before === undefined ? {} : { before }) }));
    const first = await list('wading 50%_');
    const second = await list('wading 50%_', first.next);
    expect([...first.groups, ...second.groups].map((g) => g.conversationId)).toEqual(ids);
    expect(second.next).toBe('');
    expect((await list(ids[1]!)).groups.map((g) => g.conversationId)).toEqual([ids[1]]);
    expect((await list('50__')).groups).toEqual([]);
    expect(await valueOf(askLogic(world, 'adminGroup', { conversationId: ids[0]! }))).toMatchObject({
      ownerId: owner.userId,
      memberCount: 2,
      dismissed: false,
      joinMode: 'approval',
      staff: [{ userId: owner.userId, role: 'owner' }],
    });
    const { id: direct } = await chat();
    expect(await refusalOf(askLogic(world, 'adminGroup', { conversationId: direct }))).toBe('CONVERSATION_NOT_FOUND');
  });

  it.each([
    ['small', 0],
    ['a room', 1],
  ])('[F-88] %s: is dismissed for all by an entry without a name', async (_what, room) => {
    const [owner, member] = (await friends(world, 2)) as [FakeSession, FakeSession];
    const id = await startGroup(world, owner, member);
    await world.db.query(`UPDATE conversation SET room = $2 WHERE id = $1`, [id, room]);
    const { seq } = await tell(member, id, textEntry('hi'));
    expect(await refusalOf(dismiss(id, owner.userId))).toBe('NOT_FOUND');
    expect(await refusalOf(dismiss(id))).toBe('ok');
    expect(await refusalOf(dismiss(id))).toBe('NOTHING_TO_CHANGE');
    expect(await refusalOf(dismiss(testId()))).toBe('CONVERSATION_NOT_FOUND');
    if (room === 0)
      for (const session of [owner, member])
        expect(eventOf(await entryAt(session, id, seq + 1))).toMatchObject({ code: 'group_dismissed', operatorId: '0' });
    else await until('what the room is told', () => Promise.resolve(toldRooms(id).find(({ lastSeq }) => lastSeq === seq + 1)));
    const last = (await logOf(owner, id)).at(-1)!;
    expect([last.seq, eventOf(last).code]).toEqual([seq + 1, 'group_dismissed']);
    expect(await refusal(member, id, textEntry('still?'))).toBe('NOT_A_MEMBER');
    expect(await audit(id)).toEqual([done('group.dismiss', 'group', 'a scam')]);
    expect(await valueOf(askLogic(world, 'adminGroup', { conversationId: id }))).toMatchObject({ dismissed: true });
  });

  it('[C30] whoever is no admin any more dismisses nothing', async () => {
    const former = await newAdmin();
    await world.db.query(`UPDATE admin SET deleted = 1 WHERE user_id = $1`, [former]);
    const [owner, member] = (await friends(world, 2)) as [FakeSession, FakeSession];
    const id = await startGroup(world, owner, member);
    const reportId = await report(owner, id, (await tell(member, id, textEntry('x'))).seq);
    expect(await refusalOf(dismiss(id, former))).toBe('NOT_FOUND');
    expect(await refusalOf(resolve(reportId, true, former))).toBe('NOT_FOUND');
    expect(await refusalOf(askLogic(world, 'adminReport', { ...by(former), reportId }))).toBe('NOT_FOUND');
    expect(await refusal(member, id, textEntry('on we go'))).toBeUndefined();
    expect([...(await audit(id)), ...(await audit(reportId))]).toEqual([]);
  });
});

describe('reports', () => {
  it('[F-48] come by state in pages; to look at one is recorded', async () => {
    const { alice, id } = await chat(...upTo(3).map(String));
    const ids: Id[] = [];
    for (const seq of [1, 2, 3]) ids.unshift(await report(alice, id, seq));
    const list = async (state: 'open' | 'resolved', before?: Id) => {
      const page = await valueOf(askLogic(world, 'adminReports', { state, limit: 2, ...(before === undefined ? {} : { before }) }));
      return { ids: page.reports.map(({ reportId }) => reportId), next: page.next };
    };
    const first = await list('open');
    const second = await list('open', first.next);
    expect([...first.ids, ...second.ids].slice(0, 3)).toEqual(ids);
    const [newest = ''] = ids;
    const details = await valueOf(askLogic(world, 'adminReport', { ...by(), reportId: newest }));
    expect(details).toMatchObject({ kind: 'message', state: 'open', reporterId: alice.userId, conversationId: id, seq: 3, reason: 'spam' });
    expect(details.evidence.entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(await refusalOf(resolve(newest, false))).toBe('ok');
    expect((await list('resolved')).ids).toEqual([newest]);
    expect((await list('open')).ids).not.toContain(newest);
    expect(await audit(newest)).toEqual([done('report.read', 'report', ''), done('report.resolve', 'report', 'seen')]);
    expect(await refusalOf(askLogic(world, 'adminReport', { ...by(), reportId: testId() }))).toBe('NOT_FOUND');
  });

  it('[F-48] of two resolutions at once one is done', async () => {
    const { alice, id } = await chat('one');
    const reportId = await report(alice, id, 1);
    const both = await Promise.all([refusalOf(resolve(reportId, true)), refusalOf(resolve(reportId, true))]);
    expect(both.sort()).toEqual(['REPORT_RESOLVED', 'ok']);
    expect((await audit(reportId)).length).toBe(1);
    expect((await logOf(alice, id)).map(({ kind }) => kind)).toEqual(['message', 'recall']);
  });

  it('[F-48] [R21] a recall with it takes the message from everybody at any time, names nobody, and leaves the evidence', async () => {
    const { alice, bob, id } = await chat('bad words', 'fine');
    await tell(alice, id, { ...textEntry('quoted'), targetSeq: 0 });
    await world.db.query(`UPDATE message SET created_at = now() - interval '2 days' WHERE conversation_id = $1`, [id]);
    const reportId = await report(alice, id, 1);
    expect(await refusalOf(resolve(reportId, true))).toBe('ok');
    for (const session of [alice, bob]) {
      const entry = await entryAt(session, id, 4);
      expect(entry).toMatchObject({ kind: 'recall', targetSeq: 1, senderId: '0' });
    }
    expect((await logOf(bob, id)).map(({ recalled, body }) => [recalled, body.length > 0])).toEqual([
      [true, false],
      [false, true],
      [false, true],
      [false, false],
    ]);
    expect((await stateOf(alice, id)).lastSeq).toBe(4);
    expect(await audit(`${id}:1`)).toEqual([done('message.recall', 'message', 'seen')]);
    const { evidence } = await valueOf(askLogic(world, 'adminReport', { ...by(), reportId }));
    expect(decodeMessageBody(Buffer.from(evidence.entries[0]!.body, 'base64')).text).toBe('bad words');
    // the next message of each has the next seq: nothing is missing and nothing doubled
    expect((await tell(bob, id, textEntry('after'))).seq).toBe(5);
    expect(entriesOf(alice, id).map(({ seq }) => seq)).toEqual([1, 2, 4, 5]);
  });

  it('[F-48] files that an open report shows are kept through a recall, and admins may open them until it is resolved', async () => {
    const { alice, bob, id } = await chat();
    const [shown, near, other] = [
      await createFile(world.db, bob.userId),
      await createFile(world.db, bob.userId),
      await createFile(world.db, bob.userId),
    ];
    const avatar = await createFile(world.db, bob.userId, { kind: 'avatar' });
    await world.db.query(`UPDATE users SET avatar = $2 WHERE id = $1`, [bob.userId, `file:${avatar.id}`]);
    for (const file of [shown, near]) await tell(bob, id, messageEntry({ kind: 'image', attachments: [attachmentOf(file)] }));
    const admin = await newAdmin();
    const may = async (userId: Id): Promise<boolean[]> =>
      Promise.all(
        [shown, near, other, avatar].map(
          async (file) => (await valueOf(askLogic(world, 'fileAccess', { userId, fileId: file.id }))).allowed,
        ),
      );
    expect(await may(admin)).toEqual([false, false, false, false]);
    const reportId = await report(alice, id, 1);
    const aboutBob = { kind: 'user', userId: bob.userId, reason: 'other', text: '' } as const;
    const about = await valueOf(askLogic(world, 'report', { userId: alice.userId, report: aboutBob }));
    await tell(bob, id, { clientMsgId: testId(), kind: 'recall', targetSeq: 1, body: new Uint8Array() });
    expect(await may(admin)).toEqual([true, true, false, true]);
    expect(await may(alice.userId)).toEqual([false, true, false, false]);
    await world.db.query(`UPDATE file SET check_at = now() + interval '7 days'`);
    for (const resolved of [reportId, about.reportId]) expect(await refusalOf(resolve(resolved, false, admin))).toBe('ok');
    expect(await may(admin)).toEqual([false, false, false, false]);
    const { rows } = await world.db.query<{ id: Id }>(`SELECT id FROM file WHERE check_at < now() + interval '61 minutes' ORDER BY id`);
    expect(rows.map((row) => row.id)).toEqual([shown.id, near.id, avatar.id].sort());
  });

  it('[F-48] what is recalled already stays so; a user or a group cannot be', async () => {
    const { alice, bob, id } = await chat('gone soon');
    const reportId = await report(alice, id, 1);
    await tell(bob, id, { clientMsgId: testId(), kind: 'recall', targetSeq: 1, body: new Uint8Array() });
    expect(await refusalOf(resolve(reportId, true))).toBe('ok');
    expect((await logOf(alice, id)).map(({ kind }) => kind)).toEqual(['message', 'recall']);
    expect(await audit(`${id}:1`)).toEqual([]);
    const aboutBob = { kind: 'user', userId: bob.userId, reason: 'other', text: '' } as const;
    const other = await valueOf(askLogic(world, 'report', { userId: alice.userId, report: aboutBob }));
    expect(await refusalOf(resolve(other.reportId, true))).toBe('INVALID_ARGUMENT');
    expect(await refusalOf(resolve(other.reportId, false))).toBe('ok');
  });
});
