import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { askLogic, refusalOf, valueOf } from '../../testing/ask-logic.js';
import type { FakeSession } from '../../testing/fake-access.js';
import { attachmentOf, createFile } from '../../testing/files.js';
import { entryAt, eventOf, friends, logOf, send, startGroup, stateOf } from '../../testing/groups.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { userMessage } from '../../testing/messages.js';
import { createUser, testId, upTo } from '../../testing/people.js';
import { messageEntry } from '../../testing/talk.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld({ logic: 2 });
});
afterAll(() => world.close());

async function signedIn(userId: Id): Promise<Id> {
  const id = testId();
  await world.db.query(
    `INSERT INTO user_session (id, user_id, device_id, ip, refresh_hash, expires_at) VALUES ($1, $2, 'd', '10.0.0.1', $3, now() + interval '1 day')`,
    [id, userId, `hash of ${id}`],
  );
  return id;
}

const end = async (userId: Id, sessionId?: Id) =>
  askLogic(world, 'deleteAccount', { userId, sessionId: sessionId ?? (await signedIn(userId)) });

async function rows(sql: string, ...values: unknown[]): Promise<unknown[]> {
  return (await world.db.query<object>(sql, values)).rows;
}

const direct = (a: FakeSession, b: FakeSession): Promise<Id> =>
  valueOf(askLogic(world, 'openDirect', { userId: a.userId, peerId: b.userId })).then(({ conversationId }) => conversationId);

/** What still has its words. */
const saidIn = async (conversationId: Id): Promise<unknown[]> =>
  (
    (await rows(
      `SELECT seq || ' from ' || sender_id AS said FROM message WHERE conversation_id = $1 AND length(body) > 0 ORDER BY seq`,
      conversationId,
    )) as {
      said: string;
    }[]
  ).map(({ said }) => said);

/** Everything that the database says about a user and what he has in it, but for when. */
const footprint = (userId: Id): Promise<unknown[]> =>
  rows(
    `SELECT to_jsonb(u) - 'updated_at' AS row FROM users u WHERE id = $1
     UNION ALL SELECT to_jsonb(s) - 'updated_at' FROM user_session s WHERE user_id = $1
     UNION ALL SELECT to_jsonb(f) - 'updated_at' FROM friend f WHERE user_id = $1 OR friend_id = $1
     UNION ALL SELECT to_jsonb(m) - 'updated_at' FROM conversation_member m WHERE user_id = $1
     UNION ALL SELECT to_jsonb(c) - 'updated_at' FROM conversation c JOIN conversation_member m ON m.conversation_id = c.id WHERE m.user_id = $1`,
    userId,
  );

describe('[F-71] the end of an account', () => {
  it('leaves every group with an entry, and no other member misses anything', async () => {
    const [anna, bert, carl] = (await friends(world, 3)) as [FakeSession, FakeSession, FakeSession];
    const groups = [await startGroup(world, anna, bert, carl), await startGroup(world, anna, bert)];
    for (const id of groups) expect(await send(bert, id, 'from bert')).toMatchObject({ code: 0 });
    await valueOf(end(bert.userId));
    for (const id of groups) {
      const left = await entryAt(anna, id, 3);
      expect(left).toMatchObject({ kind: 'member', senderId: '0', countableNo: 1 });
      expect(eventOf(left)).toMatchObject({ code: 'member_left', operatorId: bert.userId, targetIds: [bert.userId] });
      expect(await saidIn(id)).toEqual([`1 from 0`, `2 from ${bert.userId}`, `3 from 0`]);
    }
    expect(eventOf(await entryAt(anna, groups[0]!, 3)).args).toEqual(['2']);
    expect(await stateOf(anna, groups[0]!)).toMatchObject({ memberCount: 2 });
    expect(await send(anna, groups[0]!)).toMatchObject({ code: 0, seq: 4 });
    expect(await send(bert, groups[0]!)).toMatchObject({ code: ERRORS.NOT_A_MEMBER.code });
    const names = { userId: anna.userId, conversationId: groups[0]!, ids: bert.userId };
    expect(await valueOf(askLogic(world, 'listNames', names))).toEqual([
      { userId: bert.userId, username: '', nickname: '', groupNickname: '' },
    ]);
  });

  it('of a room tells the nodes who has gone', async () => {
    const [anna, bert] = (await friends(world, 2)) as [FakeSession, FakeSession];
    const id = await startGroup(world, anna, bert);
    await world.db.query(`UPDATE conversation SET room = 1 WHERE id = $1`, [id]);
    const before = await stateOf(anna, id);
    await valueOf(end(bert.userId));
    const members = await valueOf(askLogic(world, 'roomMembers', { conversationId: id, userIds: [anna.userId, bert.userId] }));
    expect(members).toEqual({ version: before.membershipVersion + 1, members: [{ userId: anna.userId, minSeq: 1 }] });
  });

  it('is refused, and changes nothing, while a group with other members is owned', async () => {
    const [anna, bert] = (await friends(world, 2)) as [FakeSession, FakeSession];
    const id = await startGroup(world, anna, bert);
    const session = await signedIn(anna.userId);
    const before = await footprint(anna.userId);
    const refused = await end(anna.userId, session);
    expect(refused).toMatchObject({ ok: false, refusal: { error: 'OWNER_CANNOT_LEAVE', detail: '1 group has other members' } });
    expect(await footprint(anna.userId)).toEqual(before);
    await valueOf(askLogic(world, 'transferOwner', { userId: anna.userId, conversationId: id, memberId: bert.userId }));
    expect(await refusalOf(end(anna.userId, session))).toBe('ok');
  });

  it('ends a group whose only member he is', async () => {
    const [anna, bert, carl] = (await friends(world, 3)) as [FakeSession, FakeSession, FakeSession];
    const id = await startGroup(world, anna, bert);
    await valueOf(askLogic(world, 'updateGroup', { userId: anna.userId, conversationId: id, joinMode: 'free' }));
    await valueOf(askLogic(world, 'leaveGroup', { userId: bert.userId, conversationId: id }));
    await valueOf(end(anna.userId));
    expect(await refusalOf(askLogic(world, 'joinGroup', { userId: carl.userId, conversationId: id, message: '' }))).toBe(
      'CONVERSATION_NOT_FOUND',
    );
    expect(await rows(`SELECT member_count, owner_id, end_seq = last_seq AS over FROM conversation WHERE id = $1`, id)).toEqual([
      { member_count: 0, owner_id: '0', over: true },
    ]);
  });

  it('leaves conversations of two to the other one, without a name and without a way to write', async () => {
    const [anna, bert] = (await friends(world, 2)) as [FakeSession, FakeSession];
    const id = await direct(anna, bert);
    await send(anna, id, 'keep this');
    await send(bert, id, 'yes');
    await world.db.query(`UPDATE friend SET remark = 'Annie' WHERE user_id = $1`, [bert.userId]);
    const version = (await stateOf(bert, id)).member.version;
    const told = bert.all('userStateChanged').length;
    await valueOf(end(anna.userId));
    expect(await bert.nth('userStateChanged', told + 1)).toMatchObject({ conversationIds: [id] });
    expect((await bert.nth('friendEvent')).userId).toBe(anna.userId);
    const state = await stateOf(bert, id);
    expect(state).toMatchObject({ title: '', avatar: '', peerId: anna.userId, lastSeq: 2 });
    expect(state.member.version).toBeGreaterThan(version);
    expect(await logOf(bert, id)).toEqual([1, 2]);
    expect(await saidIn(id)).toEqual([`1 from ${anna.userId}`, `2 from ${bert.userId}`]);
    expect(await send(bert, id)).toMatchObject({ code: ERRORS.NOT_FRIENDS.code });
    expect(await send(anna, id)).toMatchObject({ code: ERRORS.NOT_FRIENDS.code });
    expect(await refusalOf(askLogic(world, 'openDirect', { userId: bert.userId, peerId: anna.userId }))).toBe('NOT_FRIENDS');
    expect(await refusalOf(askLogic(world, 'block', { userId: bert.userId, blockedId: anna.userId }))).toBe('USER_NOT_FOUND');
  });

  it('leaves nothing that tells who he was, and nothing that was his alone', async () => {
    const [anna, bert, carl] = (await friends(world, 3)) as [FakeSession, FakeSession, FakeSession];
    const secret = `secret${testId()}`;
    await world.db.query(
      `UPDATE users SET username = $2, nickname = $2, phone = '+861' || $1, email = $2 || '@x.org', avatar = '/' || $2, gender = 2, signature = $2, password_hash = $2 WHERE id = $1`,
      [anna.userId, secret],
    );
    await world.db.query(`UPDATE friend SET remark = $2 WHERE user_id = $1 OR friend_id = $1`, [anna.userId, secret]);
    const notes = await direct(anna, anna);
    for (const text of [secret, 'more']) await send(anna, notes, text);
    const group = await startGroup(world, bert, anna);
    await valueOf(askLogic(world, 'setNickname', { userId: anna.userId, conversationId: group, nickname: secret }));
    await valueOf(
      askLogic(world, 'changeSettings', { userId: anna.userId, conversationId: group, changes: { draft: secret, pinned: true } }),
    );
    const { seq } = await send(bert, group, 'starred');
    await valueOf(askLogic(world, 'star', { userId: anna.userId, conversationId: group, seq }));
    await valueOf(askLogic(world, 'block', { userId: anna.userId, blockedId: carl.userId }));
    const stranger = await createUser(world.db);
    await world.db.query(
      `INSERT INTO friend_request (id, from_user_id, to_user_id, message) VALUES ($1, $3, $4, $5), ($2, $4, $3, 'hello')`,
      [testId(), testId(), anna.userId, stranger, secret],
    );
    const file = await createFile(world.db, anna.userId);
    await world.db.query(`UPDATE file SET check_at = now() + interval '7 days' WHERE id = $1`, [file.id]);
    const sessions = [await signedIn(anna.userId), await signedIn(anna.userId)];
    const { revoked } = await valueOf(end(anna.userId, sessions[0]));
    expect([...revoked].sort()).toEqual([...sessions].sort());

    for (const table of [
      'users',
      'user_session',
      'friend',
      'friend_request',
      'user_block',
      'conversation_member',
      'favourite',
      'group_application',
    ])
      expect([table, await rows(`SELECT t::text FROM ${table} t WHERE t::text LIKE '%' || $1 || '%'`, secret)]).toEqual([table, []]);
    expect(
      await rows(
        `SELECT username ~ '^#[0-9a-f]{64}$' AS gone, nickname, phone, email, avatar, gender, deleted FROM users WHERE id = $1`,
        anna.userId,
      ),
    ).toEqual([{ gone: true, nickname: '', phone: '', email: '', avatar: '', gender: 0, deleted: 1 }]);
    expect(
      await rows(
        `SELECT ip, device_id FROM user_session WHERE user_id = $1 AND (revoked_at IS NULL OR ip <> '' OR device_id <> '')`,
        anna.userId,
      ),
    ).toEqual([]);
    expect(await rows(`SELECT seq FROM message WHERE conversation_id = $1`, notes)).toEqual([]);
    expect(await rows(`SELECT FROM favourite WHERE user_id = $1`, anna.userId)).toEqual([]);
    expect(await rows(`SELECT FROM friend WHERE deleted = 0 AND (user_id = $1 OR friend_id = $1)`, anna.userId)).toEqual([]);
    expect(await rows(`SELECT FROM friend_request WHERE deleted = 0 AND (from_user_id = $1 OR to_user_id = $1)`, anna.userId)).toEqual([]);
    expect(await rows(`SELECT FROM user_block WHERE deleted = 0 AND (user_id = $1 OR blocked_id = $1)`, anna.userId)).toEqual([]);
    expect(await rows(`SELECT check_at <= now() + interval '1 hour' AS soon FROM file WHERE id = $1`, file.id)).toEqual([{ soon: true }]);
    expect(await send(anna, notes)).toMatchObject({ code: ERRORS.CONVERSATION_NOT_FOUND.code });
  });

  it('keeps a file that a message of his carries, for who may see the message', async () => {
    const [anna, bert] = (await friends(world, 2)) as [FakeSession, FakeSession];
    const id = await direct(anna, bert);
    const file = await createFile(world.db, anna.userId);
    anna.send(userMessage(id, messageEntry({ kind: 'image', text: 'look', attachments: [attachmentOf(file)] })));
    await bert.nth('pushMessage');
    await valueOf(end(anna.userId));
    expect(await valueOf(askLogic(world, 'fileAccess', { userId: bert.userId, fileId: file.id }))).toEqual({ allowed: true });
  });

  it('repeated, it changes nothing; and a sign-in that is over ends no account', async () => {
    const [anna, bert] = (await friends(world, 2)) as [FakeSession, FakeSession];
    const session = await signedIn(anna.userId);
    await valueOf(end(anna.userId, session));
    const after = await footprint(anna.userId);
    expect(await valueOf(end(anna.userId, session))).toEqual({ revoked: [] });
    expect(await footprint(anna.userId)).toEqual(after);
    const over = await signedIn(bert.userId);
    await world.db.query(`UPDATE user_session SET revoked_at = now() WHERE id = $1`, [over]);
    expect(await refusalOf(end(bert.userId, over))).toBe('SESSION_REVOKED');
    expect(await refusalOf(end(bert.userId, await signedIn(await createUser(world.db))))).toBe('SESSION_REVOKED');
  });

  it('two at once, and twice on two nodes at once, leave one end', async () => {
    const people = await friends(world, 2);
    const ids = people.map(({ userId }) => userId) as [Id, Id];
    const sessions = await Promise.all(ids.map(signedIn));
    const ends = await Promise.all([0, 1, 0, 1].map((i) => refusalOf(end(ids[i]!, sessions[i]))));
    expect(ends.filter((answer) => answer !== 'ok' && answer !== 'UNAVAILABLE')).toEqual([]);
    for (const i of [0, 1]) expect(await refusalOf(end(ids[i]!, sessions[i]))).toBe('ok');
    expect(await rows(`SELECT count(*)::int AS n FROM users WHERE id = ANY ($1::bigint[]) AND deleted = 1`, ids)).toEqual([{ n: 2 }]);
  });

  it('nobody who is added, befriended or written to at the same moment is left as a ghost', async () => {
    for (const round of upTo(8)) {
      const [anna, bert] = (await friends(world, 2)) as [FakeSession, FakeSession];
      const stranger = await createUser(world.db);
      const group = await startGroup(world, anna, bert);
      await valueOf(askLogic(world, 'leaveGroup', { userId: bert.userId, conversationId: group }));
      const requestId = testId();
      await world.db.query(`INSERT INTO friend_request (id, from_user_id, to_user_id) VALUES ($1, $2, $3)`, [
        requestId,
        stranger,
        bert.userId,
      ]);
      const session = await signedIn(bert.userId);
      const others = [
        () => askLogic(world, 'inviteMembers', { userId: anna.userId, conversationId: group, memberIds: [bert.userId] }),
        () => askLogic(world, 'acceptFriend', { userId: bert.userId, requestId }),
        () => askLogic(world, 'createGroup', { userId: anna.userId, title: `x${String(round)}`, memberIds: [bert.userId] }),
        () => askLogic(world, 'openDirect', { userId: bert.userId, peerId: bert.userId }),
      ];
      await Promise.all([...others.slice(0, 2).map((call) => call()), end(bert.userId, session), ...others.slice(2).map((call) => call())]);
      await expect.poll(() => refusalOf(end(bert.userId, session)), { timeout: 10_000 }).toBe('ok');
      expect(
        await rows(
          `SELECT c.id, c.type FROM conversation_member m JOIN conversation c ON c.id = m.conversation_id
           WHERE m.user_id = $1 AND c.deleted = 0 AND ((c.type = 1 AND m.max_seq = 0 AND c.end_seq = 0) OR c.type = 3 OR (c.type = 0 AND m.can_send <> 0))`,
          bert.userId,
        ),
      ).toEqual([]);
      expect(await rows(`SELECT FROM friend WHERE deleted = 0 AND (user_id = $1 OR friend_id = $1)`, bert.userId)).toEqual([]);
      expect(
        await rows(
          `SELECT c.id FROM conversation c WHERE c.type = 1 AND c.member_count <>
             (SELECT count(*) FROM conversation_member m WHERE m.conversation_id = c.id AND m.max_seq = 0)
           AND EXISTS (SELECT FROM conversation_member m WHERE m.conversation_id = c.id AND m.user_id = $1)`,
          bert.userId,
        ),
      ).toEqual([]);
    }
  });

  it('of somebody with 120 groups and 300 friends is one transaction of moments', async () => {
    const userId = await createUser(world.db);
    await world.db.query(
      `WITH people AS (INSERT INTO users (id, username) SELECT 7000000 + n, 'crowd' || n FROM generate_series(1, 300) n RETURNING id)
       INSERT INTO friend (id, user_id, friend_id) SELECT 7100000 + id, $1::bigint, id FROM people UNION ALL SELECT 7200000 + id, id, $1::bigint FROM people`,
      [userId],
    );
    await world.db.query(
      `WITH made AS (
         INSERT INTO conversation (id, type, direct_key, member_count) SELECT 7300000 + n, 0, (7000000 + n) || ':' || $1::bigint, 2 FROM generate_series(1, 300) n
         UNION ALL SELECT 7400000 + n, 1, '', 2 FROM generate_series(1, 120) n RETURNING id, type
       )
       INSERT INTO conversation_member (id, conversation_id, user_id)
       SELECT 7500000 + id, id, $1::bigint FROM made UNION ALL SELECT 8500000 + id, id, CASE type WHEN 0 THEN id - 300000 ELSE id - 400000 END FROM made`,
      [userId],
    );
    await valueOf(end(userId));
    expect(await rows(`SELECT count(*)::int AS n FROM message WHERE conversation_id BETWEEN 7400001 AND 7400120`)).toEqual([{ n: 120 }]);
    expect(await rows(`SELECT count(*)::int AS n FROM users WHERE id BETWEEN 7000001 AND 7000300 AND state_version = 1`)).toEqual([
      { n: 300 },
    ]);
    expect(
      await rows(`SELECT count(*)::int AS n FROM conversation_member WHERE conversation_id BETWEEN 7300001 AND 7300300 AND can_send = 0`),
    ).toEqual([{ n: 600 }]);
  });
});
