import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { type MemberState, NO_MEMBER_STATE } from '@godwit/shared/protocol/messages/member-state';
import type { SettingsPatch } from '@godwit/shared/rest/conversations';
import { askAnything } from '../../testing/ask-logic.js';
import type { FakeSession } from '../../testing/fake-access.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { textEntry, userMessage } from '../../testing/messages.js';
import { befriend, createGroup, createUser, testId, upTo } from '../../testing/people.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld();
});
afterAll(() => world.close());

interface Chat {
  readonly alice: FakeSession;
  readonly phone: FakeSession;
  readonly bob: FakeSession;
  readonly conversationId: Id;
}

async function chat(messages = 0): Promise<Chat> {
  const [a, b] = [await createUser(world.db), await createUser(world.db)];
  const conversationId = await befriend(world.db, a, b);
  const [alice, phone, bob] = [await world.access.online(a), await world.access.online(a), await world.access.online(b)];
  if (messages > 0) {
    bob.send(userMessage(conversationId, ...upTo(messages).map((n) => textEntry(`message ${String(n)}`))));
    await alice.when('the messages', () => (alice.all('pushMessage').flatMap((p) => p.entries).length === messages ? true : undefined));
  }
  return { alice, phone, bob, conversationId };
}

const change = (userId: Id, conversationId: Id, changes: SettingsPatch): Promise<unknown> =>
  askAnything(world, 'changeSettings', { userId, conversationId, changes });
const changed = async (userId: Id, conversationId: Id, changes: SettingsPatch): Promise<MemberState> =>
  ((await change(userId, conversationId, changes)) as { value: MemberState }).value;
const refused = (error: string): unknown => ({ ok: false, refusal: { error } });

describe('changeSettings', () => {
  it('[F-28] [F-42] [F-50] changes what is given, once, and tells every device of the user but nobody else', async () => {
    const { alice, phone, bob, conversationId } = await chat(2);
    const until = Date.now() + 3_600_000;
    const state = await changed(alice.userId, conversationId, {
      pinned: true,
      mute: { level: 1, until },
      archived: true,
      markedUnread: true,
      draft: 'dear Bob',
      closedSeq: 2,
    });
    expect(state).toMatchObject({
      version: 1,
      muteLevel: 1,
      muteUntil: until,
      archived: true,
      markedUnread: true,
      draft: 'dear Bob',
      closedSeq: 2,
    });
    expect(Math.abs(state.pinnedAt - Date.now())).toBeLessThan(60_000);
    for (const session of [alice, phone]) {
      expect(await session.nth('userStateChanged')).toEqual({
        kind: 'userStateChanged',
        userVersion: 1,
        members: [state],
        conversationIds: [],
        favouriteVersion: 0,
        profileVersion: 0,
      });
      expect(session.received.at(-1)).toMatchObject({ counted: true, userVersion: 1 });
    }
    expect(await changed(alice.userId, conversationId, { pinned: true })).toEqual({ ...state, version: 2 });
    const { version: _, ...rest } = await changed(alice.userId, conversationId, {
      pinned: false,
      mute: { level: 0, until },
      archived: false,
      markedUnread: false,
      draft: '',
      closedSeq: 0,
    });
    const { version: __, ...untouched } = { ...NO_MEMBER_STATE, conversationId, minSeq: 1 };
    expect(rest).toEqual(untouched);
    expect(bob.all('userStateChanged')).toEqual([]);
  });

  it('[F-50] mutes for ever without an end, and closes only up to the end of the log', async () => {
    const { alice, conversationId } = await chat(2);
    expect(await changed(alice.userId, conversationId, { mute: { level: 2, until: 0 }, closedSeq: 9 })).toMatchObject({
      muteLevel: 2,
      muteUntil: 0,
      closedSeq: 2,
    });
  });

  it('[F-50] refuses the 21st conversation at the top, also when two ask at once', async () => {
    const { alice } = await chat();
    const conversations: Id[] = [];
    for (const _ of upTo(22)) conversations.push(await befriend(world.db, alice.userId, await createUser(world.db)));
    const answers = await Promise.all(conversations.map((id) => change(alice.userId, id, { pinned: true, draft: 'x' })));
    expect(answers.filter((a) => (a as { ok: boolean }).ok).length).toBe(20);
    expect(answers).toContainEqual(refused('LIMIT_REACHED'));
    const { rows } = await world.db.query(
      `SELECT count(*) FILTER (WHERE draft = 'x')::int AS drafts, count(*) FILTER (WHERE pinned_at IS NOT NULL)::int AS pinned
       FROM conversation_member WHERE user_id = $1`,
      [alice.userId],
    );
    expect(rows).toEqual([{ drafts: 20, pinned: 20 }]);
  });

  it('[F-28] reading on takes the mark away that says unread', async () => {
    const { alice, conversationId } = await chat(2);
    await changed(alice.userId, conversationId, { markedUnread: true });
    alice.send({ kind: 'conversationRead', conversationId, readSeq: 2 });
    expect((await alice.nth('userStateChanged', 2)).members[0]).toMatchObject({ readSeq: 2, markedUnread: false });
  });

  it('[C33] knows only conversations of the user, and only well-formed changes', async () => {
    const { alice, conversationId } = await chat();
    const stranger = await createUser(world.db);
    expect(await change(stranger, conversationId, { pinned: true })).toEqual(refused('CONVERSATION_NOT_FOUND'));
    expect(await change(alice.userId, testId(), { pinned: true })).toEqual(refused('CONVERSATION_NOT_FOUND'));
    expect(await change(alice.userId, '9223372036854775808', { pinned: true })).toMatchObject(refused('INVALID_ARGUMENT') as object);
    const malformed: unknown[] = [
      {},
      { pinned: 'yes' },
      { colour: 'red' },
      { mute: { level: 3, until: 0 } },
      { mute: { level: 1, until: Infinity } },
      { mute: { level: 1, until: 9e15 } },
      { draft: 'x'.repeat(4_001) },
      { draft: 'a\0b' },
      { closedSeq: -1 },
      { closedSeq: 2 ** 32 },
      { hide: [] },
      { hide: [{ fromSeq: 0, toSeq: 1 }] },
      { hide: [{ fromSeq: 3, toSeq: 2 }] },
      { hide: upTo(101).map((n) => ({ fromSeq: n, toSeq: n })) },
    ];
    for (const changes of malformed) {
      expect(await askAnything(world, 'changeSettings', { userId: alice.userId, conversationId, changes })).toMatchObject({
        ok: false,
        refusal: { error: 'INVALID_ARGUMENT' },
      });
    }
    expect(alice.all('userStateChanged')).toEqual([]);
  });
});

describe('hiding', () => {
  it('[F-34] keeps ranges, marks them read, and leaves the entries without a body in pages and states', async () => {
    const { alice, bob, conversationId } = await chat(6);
    const hide = [
      { fromSeq: 2, toSeq: 3 },
      { fromSeq: 6, toSeq: 6 },
    ];
    expect(await changed(alice.userId, conversationId, { hide })).toMatchObject({ hidden: hide, readSeq: 6, readCountable: 6 });
    expect((await changed(alice.userId, conversationId, { hide: [{ fromSeq: 4, toSeq: 4 }] })).hidden).toEqual([
      { fromSeq: 2, toSeq: 4 },
      { fromSeq: 6, toSeq: 6 },
    ]);
    const request = { conversationId, fromSeq: 1, toSeq: 0, limit: 0, direction: 'forward', since: 0 } as const;
    const bodies = async (session: FakeSession): Promise<boolean[]> => {
      const page = await session.ask({ kind: 'historyRequest', ...request });
      return page.kind === 'historyPage' ? page.entries.map(({ body }) => body.length > 0) : [];
    };
    expect(await bodies(alice)).toEqual([true, false, false, false, true, false]);
    expect(await bodies(bob)).toEqual([true, true, true, true, true, true]);
    const lastSeq = async (session: FakeSession): Promise<number | undefined> => {
      const page = await session.ask({
        kind: 'syncRequest',
        since: 0,
        userVersion: 0,
        cursor: '',
        limit: 0,
        conversationIds: [conversationId],
      });
      return page.kind === 'syncPage' ? page.conversations[0]?.lastEntry?.seq : undefined;
    };
    expect([await lastSeq(alice), await lastSeq(bob)]).toEqual([5, 6]);
    await changed(alice.userId, conversationId, { hide: [{ fromSeq: 1, toSeq: 6 }] });
    expect(await lastSeq(alice)).toBeUndefined();
  });

  it('[F-34] covers only what the member may see', async () => {
    const [a, b] = [await createUser(world.db), await createUser(world.db)];
    const group = await createGroup(world.db, [a, b]);
    const bob = await world.access.online(b);
    bob.send(userMessage(group, ...upTo(9).map(() => textEntry('x'))));
    await bob.nth('messageAck');
    await world.db.query(`UPDATE conversation_member SET min_seq = 3, max_seq = 7 WHERE conversation_id = $1 AND user_id = $2`, [group, a]);
    expect(await changed(a, group, { hide: [{ fromSeq: 1, toSeq: 2 }] })).toMatchObject({ hidden: [], readSeq: 0 });
    expect(await changed(a, group, { hide: [{ fromSeq: 1, toSeq: 900 }] })).toMatchObject({
      hidden: [{ fromSeq: 3, toSeq: 7 }],
      readSeq: 7,
    });
    const empty = await createGroup(world.db, [a]);
    expect(await changed(a, empty, { hide: [{ fromSeq: 1, toSeq: 5 }] })).toMatchObject({ hidden: [], readSeq: 0 });
  });

  it('[F-34] refuses the 501st range and hides nothing then', async () => {
    const { alice, bob, conversationId } = await chat();
    for (const n of upTo(21)) {
      bob.send(userMessage(conversationId, ...upTo(50).map(() => textEntry('x'))));
      await bob.nth('messageAck', n);
    }
    const every2nd = (from: number): SettingsPatch => ({
      hide: upTo(100).map((n) => ({ fromSeq: from + 2 * n, toSeq: from + 2 * n })),
    });
    for (const n of upTo(5)) await changed(alice.userId, conversationId, every2nd((n - 1) * 200));
    expect(await change(alice.userId, conversationId, { hide: [{ fromSeq: 1_010, toSeq: 1_010 }], draft: 'x' })).toEqual(
      refused('LIMIT_REACHED'),
    );
    const state = await changed(alice.userId, conversationId, { hide: [{ fromSeq: 1_001, toSeq: 1_001 }] });
    expect([state.hidden.length, state.draft]).toEqual([500, '']);
  });
});
