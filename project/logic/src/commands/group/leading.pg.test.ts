import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { askLogic, refusalOf, valueOf } from '../../testing/ask-logic.js';
import type { FakeSession } from '../../testing/fake-access.js';
import { entryAt, eventOf, friends, logOf, send, startGroup, stateOf } from '../../testing/groups.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { createUser, seqs, upTo } from '../../testing/people.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld({ logic: 2 });
});
afterAll(() => world.close());

type Three = [FakeSession, FakeSession, FakeSession];
async function three(): Promise<{
  anna: FakeSession;
  bert: FakeSession;
  carl: FakeSession;
  id: Id;
  by: { userId: Id; conversationId: Id };
}> {
  const [anna, bert, carl] = (await friends(world, 3)) as Three;
  const id = await startGroup(world, anna, bert, carl);
  return { anna, bert, carl, id, by: { userId: anna.userId, conversationId: id } };
}

describe('mutes', () => {
  it('[F-55] a muted member may not send until the time is over, on every node; owner and admins are exempt', async () => {
    const { anna, bert, carl, id, by } = await three();
    await Promise.all(upTo(4).map(() => send(bert, id)));
    await valueOf(askLogic(world, 'muteMember', { ...by, memberId: bert.userId, until: Date.now() + 1_500 }));
    expect((await Promise.all(upTo(6).map(() => send(bert, id)))).map((r) => r.code)).toEqual(upTo(6).map(() => ERRORS.MUTED.code));
    expect((await stateOf(bert, id)).member.mutedUntil).toBeGreaterThan(Date.now());
    expect((await send(carl, id)).code).toBe(0);
    await expect.poll(async () => (await send(bert, id)).code, { timeout: 10_000 }).toBe(0);

    await valueOf(askLogic(world, 'muteMember', { ...by, memberId: bert.userId, until: Date.now() + 3_600_000 }));
    expect((await send(bert, id)).code).toBe(ERRORS.MUTED.code);
    await valueOf(askLogic(world, 'setRole', { ...by, memberId: bert.userId, role: 'admin' }));
    expect((await send(bert, id)).code).toBe(0);
    await valueOf(askLogic(world, 'setRole', { ...by, memberId: bert.userId, role: 'member' }));
    await valueOf(askLogic(world, 'muteMember', { ...by, memberId: bert.userId, until: 0 }));
    expect((await send(bert, id)).code).toBe(0);
    expect(await refusalOf(askLogic(world, 'muteMember', { ...by, memberId: bert.userId, until: 0 }))).toBe('NOTHING_TO_CHANGE');
    expect((await send(anna, id)).code).toBe(0);
  });

  it('[F-55] leaving and coming back does not end a mute', async () => {
    const { bert, id, by } = await three();
    await valueOf(askLogic(world, 'muteMember', { ...by, memberId: bert.userId, until: Date.now() + 3_600_000 }));
    await valueOf(askLogic(world, 'leaveGroup', { userId: bert.userId, conversationId: id }));
    await valueOf(askLogic(world, 'inviteMembers', { ...by, memberIds: [bert.userId] }));
    expect((await send(bert, id)).code).toBe(ERRORS.MUTED.code);
  });

  it('[F-55] with mute all only the owner and admins send', async () => {
    const { anna, bert, carl, id, by } = await three();
    await valueOf(askLogic(world, 'setRole', { ...by, memberId: carl.userId, role: 'admin' }));
    await valueOf(askLogic(world, 'setMuteAll', { ...by, muteAll: true }));
    expect(await Promise.all([anna, bert, carl].map(async (s) => (await send(s, id)).code))).toEqual([0, ERRORS.MUTED.code, 0]);
    expect((await stateOf(bert, id)).muteAll).toBe(true);
    await valueOf(askLogic(world, 'setMuteAll', { userId: carl.userId, conversationId: id, muteAll: false }));
    expect((await send(bert, id)).code).toBe(0);
  });
});

describe('roles and information', () => {
  it('[F-53] a transfer makes another the owner, and the former one an admin', async () => {
    const { anna, bert, id, by } = await three();
    expect(await refusalOf(askLogic(world, 'leaveGroup', by))).toBe('OWNER_CANNOT_LEAVE');
    await valueOf(askLogic(world, 'transferOwner', { ...by, memberId: bert.userId }));
    expect(await stateOf(bert, id)).toMatchObject({ ownerId: bert.userId, member: { role: 2 } });
    expect((await stateOf(anna, id)).member.role).toBe(1);
    expect(eventOf(await entryAt(anna, id, 2))).toMatchObject({ code: 'owner_changed', targetIds: [bert.userId] });
    await valueOf(askLogic(world, 'leaveGroup', by));
  });

  it('[F-56] a change of name, announcement or mode is one entry with what differs', async () => {
    const { bert, id, by } = await three();
    const change = { title: 'Waders', announcement: 'Meet at\ndawn', avatar: '', joinMode: 'invite' } as const;
    await valueOf(askLogic(world, 'updateGroup', { ...by, ...change }));
    expect(await entryAt(bert, id, 2)).toMatchObject({ kind: 'info', countableNo: 0 });
    expect(eventOf(await entryAt(bert, id, 2)).args).toEqual(['title', 'Waders', 'announcement', 'Meet at\ndawn', 'joinMode', 'invite']);
    expect(await stateOf(bert, id)).toMatchObject({ title: 'Waders', announcement: 'Meet at\ndawn', joinMode: 2 });
    expect(await refusalOf(askLogic(world, 'updateGroup', { ...by, ...change }))).toBe('NOTHING_TO_CHANGE');
    await valueOf(askLogic(world, 'setNickname', { userId: bert.userId, conversationId: id, nickname: 'Bertie' }));
    expect((await stateOf(bert, id)).member.nickname).toBe('Bertie');
    expect(eventOf(await entryAt(bert, id, 3))).toMatchObject({ code: 'nickname_changed', args: ['Bertie'] });
  });

  it('[F-57] members come by page, the owner first, and by the beginning of a name', async () => {
    const people = await friends(world, 8);
    const id = await startGroup(world, people[0]!, ...people.slice(1));
    const by = { userId: people[0]!.userId, conversationId: id };
    await valueOf(askLogic(world, 'setRole', { ...by, memberId: people[5]!.userId, role: 'admin' }));
    await valueOf(askLogic(world, 'removeMember', { ...by, memberId: people[3]!.userId }));
    const found: Id[] = [];
    for (let cursor = ''; ;) {
      const page = await valueOf(askLogic(world, 'listMembers', { ...by, cursor, limit: 3, name: '' }));
      found.push(...page.members.map((m) => m.userId));
      cursor = page.nextCursor;
      if (cursor === '') break;
      expect(page.members).toHaveLength(3);
    }
    expect(found).toEqual([0, 5, 1, 2, 4, 6, 7].map((i) => people[i]!.userId));
    await valueOf(askLogic(world, 'setNickname', { userId: people[6]!.userId, conversationId: id, nickname: 'Curl%ew' }));
    const named = async (name: string): Promise<Id[]> =>
      (await valueOf(askLogic(world, 'listMembers', { ...by, cursor: '', limit: 100, name }))).members.map((m) => m.userId);
    expect(await named('curl%')).toEqual([people[6]!.userId]);
    expect(await named('c%w')).toEqual([]);
  });
});

describe('[U-20] what people are called in a group', () => {
  it('is told of members and former ones, and of nobody else', async () => {
    const { by, bert, id } = await three();
    const [dora] = (await friends(world, 1)) as [FakeSession];
    await valueOf(askLogic(world, 'setNickname', { userId: bert.userId, conversationId: id, nickname: 'Bertie' }));
    await valueOf(askLogic(world, 'removeMember', { ...by, memberId: bert.userId }));
    const ids = [by.userId, bert.userId, dora.userId, '8999999999999999999'].join();
    const named = await valueOf(askLogic(world, 'listNames', { ...by, ids }));
    expect(new Map(named.map(({ userId, groupNickname }) => [userId, groupNickname]))).toEqual(
      new Map([
        [by.userId, ''],
        [bert.userId, 'Bertie'],
      ]),
    );
    expect(Object.keys(named[0]!).sort()).toEqual(['groupNickname', 'nickname', 'userId', 'username']);
    const refusal = (who: FakeSession) => refusalOf(askLogic(world, 'listNames', { userId: who.userId, conversationId: id, ids }));
    expect([await refusal(bert), await refusal(dora)]).toEqual(['NOT_A_MEMBER', 'CONVERSATION_NOT_FOUND']);
  });
});

describe('ways in', () => {
  it('[F-52] a free group is entered at once; a closed one does not exist', async () => {
    const { by, id } = await three();
    const [dora, emil] = (await friends(world, 2)) as [FakeSession, FakeSession];
    const join = (who: FakeSession) => askLogic(world, 'joinGroup', { userId: who.userId, conversationId: id, message: '' });
    const info = (who: FakeSession) => askLogic(world, 'groupInfo', { userId: who.userId, conversationId: id });
    await valueOf(askLogic(world, 'updateGroup', { ...by, joinMode: 'invite' }));
    expect([await refusalOf(join(dora)), await refusalOf(info(dora))]).toEqual(['CONVERSATION_NOT_FOUND', 'CONVERSATION_NOT_FOUND']);
    await valueOf(askLogic(world, 'updateGroup', { ...by, joinMode: 'free' }));
    expect(await valueOf(info(dora))).toEqual({
      conversationId: id,
      title: 'Birds',
      avatar: '',
      memberCount: 3,
      joinMode: 'free',
      membership: null,
    });
    expect(await valueOf(join(dora))).toEqual({ status: 'joined' });
    expect((await valueOf(info(dora))).membership).toMatchObject({ role: 'member' });
    expect(await refusalOf(join(dora))).toBe('ALREADY_MEMBER');
    expect((await Promise.all(upTo(4).map(() => refusalOf(join(emil))))).sort()).toEqual([...upTo(3).map(() => 'ALREADY_MEMBER'), 'ok']);
  });

  it('[F-52] an application waits for the first who decides; what is repeated changes nothing', async () => {
    const { anna, bert, id, by } = await three();
    const [dora, emil] = (await friends(world, 2)) as [FakeSession, FakeSession];
    const join = (who: FakeSession) => askLogic(world, 'joinGroup', { userId: who.userId, conversationId: id, message: 'May I?' });
    expect(await valueOf(join(dora))).toEqual({ status: 'pending' });
    expect(await refusalOf(join(dora))).toBe('APPLICATION_PENDING');
    await valueOf(join(emil));
    expect(await anna.nth('groupOperation', 2)).toMatchObject({ operation: 'application', targetIds: [dora.userId] });
    const list = await valueOf(askLogic(world, 'listApplications', by));
    expect(list).toMatchObject({ pending: 2, applications: [{ userId: dora.userId, message: 'May I?' }, { userId: emil.userId }] });
    const [ofDora, ofEmil] = list.applications.map((a) => a.id) as [Id, Id];
    expect(await logOf(dora, id)).toEqual([]);
    const decide = (method: 'acceptApplication' | 'rejectApplication', applicationId: Id) =>
      valueOf(askLogic(world, method, { ...by, applicationId }));
    expect(await Promise.all(upTo(4).map(() => decide('acceptApplication', ofDora)))).toEqual(upTo(4).map(() => ({ status: 'accepted' })));
    expect(await decide('rejectApplication', ofDora)).toEqual({ status: 'accepted' });
    expect(await decide('rejectApplication', ofEmil)).toEqual({ status: 'rejected' });
    expect(await emil.nth('groupOperation')).toMatchObject({ operation: 'application', targetIds: [emil.userId] });
    expect(await seqs(world.db, id)).toEqual([1, 2]);
    expect((await send(dora, id)).code).toBe(0);
    expect((await valueOf(askLogic(world, 'listApplications', by))).pending).toBe(0);
    const other = await three();
    expect(await refusalOf(askLogic(world, 'acceptApplication', { ...other.by, applicationId: ofEmil }))).toBe('APPLICATION_NOT_FOUND');
    expect(await valueOf(join(emil))).toEqual({ status: 'pending' });
    expect((await entryAt(bert, id, 2)).kind).toBe('member');
  });

  it('[F-52] whoever is put in has his application granted', async () => {
    const { carl, id, by } = await three();
    await valueOf(askLogic(world, 'leaveGroup', { userId: carl.userId, conversationId: id }));
    await valueOf(askLogic(world, 'joinGroup', { userId: carl.userId, conversationId: id, message: '' }));
    await valueOf(askLogic(world, 'inviteMembers', { ...by, memberIds: [carl.userId] }));
    expect((await valueOf(askLogic(world, 'listApplications', by))).pending).toBe(0);
  });

  it('[F-52] a link lets in as many as it says, until it is revoked or expires', async () => {
    const { id, by } = await three();
    const link = await valueOf(askLogic(world, 'createInviteLink', { ...by, hours: 1, maxUses: 3 }));
    expect(link.code).toMatch(/^[\w-]{22}$/);
    const users = await Promise.all(upTo(8).map(() => createUser(world.db)));
    const answers = await Promise.all(users.map((userId) => refusalOf(askLogic(world, 'joinByLink', { userId, code: link.code }))));
    expect(answers.toSorted()).toEqual([...upTo(5).map(() => 'INVITE_NOT_FOUND'), 'ok', 'ok', 'ok']);
    expect((await valueOf(askLogic(world, 'groupInfo', by))).memberCount).toBe(6);
    expect(await valueOf(askLogic(world, 'listInviteLinks', by))).toEqual([]);

    const userId = users[answers.indexOf('INVITE_NOT_FOUND')]!;
    const again = await valueOf(askLogic(world, 'createInviteLink', { ...by, hours: 1, maxUses: 0 }));
    expect(await valueOf(askLogic(world, 'listInviteLinks', by))).toEqual([again]);
    const join = () => refusalOf(askLogic(world, 'joinByLink', { userId, code: again.code }));
    await world.db.query(`UPDATE group_invite SET expires_at = now() WHERE id = $1`, [again.id]);
    expect(await join()).toBe('INVITE_NOT_FOUND');
    await world.db.query(`UPDATE group_invite SET expires_at = now() + interval '1 hour' WHERE id = $1`, [again.id]);
    await valueOf(askLogic(world, 'revokeInviteLink', { ...by, linkId: again.id }));
    expect(await join()).toBe('INVITE_NOT_FOUND');
    expect(await refusalOf(askLogic(world, 'joinByLink', { userId, code: 'A'.repeat(22) }))).toBe('INVITE_NOT_FOUND');
    expect(await refusalOf(askLogic(world, 'revokeInviteLink', { ...(await three()).by, linkId: again.id }))).toBe('INVITE_NOT_FOUND');
    expect((await send(await world.access.online(users[answers.indexOf('ok')]!), id)).code).toBe(0);
  });
});

describe('dismissGroup', () => {
  it('[F-54] ends the group for everybody with an entry, and every way in', async () => {
    const { anna, bert, id, by } = await three();
    const link = await valueOf(askLogic(world, 'createInviteLink', { ...by, hours: 1, maxUses: 0 }));
    const userId = await createUser(world.db);
    await valueOf(askLogic(world, 'joinGroup', { userId, conversationId: id, message: '' }));
    await valueOf(askLogic(world, 'dismissGroup', by));
    for (const session of [anna, bert]) {
      expect(eventOf(await entryAt(session, id, 2)).code).toBe('group_dismissed');
      expect((await send(session, id)).code).toBe(ERRORS.NOT_A_MEMBER.code);
      expect(await stateOf(session, id)).toMatchObject({ memberCount: 0, member: { removed: true, maxSeq: 2 } });
      expect(await logOf(session, id)).toEqual([1, 2]);
    }
    expect(await refusalOf(askLogic(world, 'dismissGroup', by))).toBe('NOT_A_MEMBER');
    expect(await refusalOf(askLogic(world, 'joinByLink', { userId, code: link.code }))).toBe('INVITE_NOT_FOUND');
    expect(await refusalOf(askLogic(world, 'joinGroup', { userId, conversationId: id, message: '' }))).toBe('CONVERSATION_NOT_FOUND');
    expect(await refusalOf(askLogic(world, 'listApplications', by))).toBe('NOT_A_MEMBER');
    // what a device says later about the dismissed group finds it over as well
    anna.send({ kind: 'conversationRead', conversationId: id, readSeq: 2 });
    expect(
      (
        await anna.when('the mark', () =>
          anna
            .all('userStateChanged')
            .flatMap((c) => c.members)
            .at(-1),
        )
      ).removed,
    ).toBe(true);
    const changes = { archived: true };
    expect(await valueOf(askLogic(world, 'changeSettings', { ...by, changes }))).toMatchObject({ archived: true, removed: true, role: 0 });
  });

  it('[F-58] writes no row of a member, nor does any other change of a room but for those whom it is about', async () => {
    const { bert, carl, id, by } = await three();
    await world.db.query(`UPDATE conversation SET room = 1 WHERE id = $1`, [id]);
    const users = await Promise.all(upTo(20).map(() => createUser(world.db)));
    for (const userId of users)
      await world.db.query(`INSERT INTO conversation_member (id, conversation_id, user_id) VALUES ($1, $2, $1)`, [userId, id]);
    const [member, target] = [
      { userId: bert.userId, conversationId: id },
      { ...by, memberId: carl.userId },
    ];
    await valueOf(askLogic(world, 'setNickname', { ...member, nickname: 'B' }));
    await valueOf(askLogic(world, 'updateGroup', { ...by, announcement: 'at dawn' }));
    await valueOf(askLogic(world, 'setMuteAll', { ...by, muteAll: true }));
    await valueOf(askLogic(world, 'setRole', { ...target, role: 'admin' }));
    await valueOf(askLogic(world, 'transferOwner', target));
    await valueOf(askLogic(world, 'removeMember', { ...member, userId: carl.userId, memberId: bert.userId }));
    await valueOf(askLogic(world, 'dismissGroup', { ...by, userId: carl.userId }));
    const { rows } = await world.db.query(`SELECT FROM conversation_member WHERE conversation_id = $1 AND updated_at <> created_at`, [id]);
    expect(rows).toHaveLength(3);
    expect(await valueOf(askLogic(world, 'roomsOf', { userIds: users }))).toEqual({ rooms: [] });
    expect(await valueOf(askLogic(world, 'roomMembers', { conversationId: id, userIds: users }))).toMatchObject({ members: [] });
  });
});
