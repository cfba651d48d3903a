// Every action × operator × target of the table, done for real.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import type { GroupMethod } from '@godwit/shared/rest/groups';
import { askLogic, refusalOf } from '../../testing/ask-logic.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { createGroup, createUser, befriend, testId } from '../../testing/people.js';
import { checkPermission, type GroupAction, PERMISSIONS, type Standing, STANDINGS } from './permissions.js';

let world: LogicWorld;
beforeAll(async () => {
  world = await startLogicWorld();
});
afterAll(() => world.close());

interface Cast {
  readonly id: Id;
  readonly operator: Id;
  readonly target: Id;
}

const COLUMNS: Record<Exclude<Standing, 'stranger'>, string> = {
  former: 'max_seq = 1',
  member: 'role = 0',
  admin: 'role = 1',
  owner: 'role = 2',
};

/** The group has all it needs beside them, so that an allowed action is done. */
async function cast(action: GroupAction, operatorIs: Standing, muted: boolean, targetIs: Standing): Promise<Cast> {
  const [operator, target, other] = await Promise.all([createUser(world.db), createUser(world.db), createUser(world.db)]);
  await befriend(world.db, operator, target);
  await befriend(world.db, operator, other);
  const id = await createGroup(
    world.db,
    [operator, target].filter((_, i) => [operatorIs, targetIs][i] !== 'stranger'),
  );
  await world.db.query(
    `INSERT INTO message (id, conversation_id, seq, sender_id, client_msg_id, kind, countable_no, body) VALUES ($1, $2, 1, $3, $1, 0, 1, '')`,
    [testId(), id, other],
  );
  await world.db.query(
    `UPDATE conversation SET last_seq = 1, countable_total = 1, title = 'x', owner_id = $2, join_mode = $3 WHERE id = $1`,
    [id, operatorIs === 'owner' ? operator : target, action === 'inviteToClosed' ? 2 : action === 'join' ? 0 : 1],
  );
  for (const [userId, standing] of [
    [operator, operatorIs],
    [target, targetIs],
  ] as const) {
    if (standing === 'stranger') continue;
    await world.db.query(`UPDATE conversation_member SET ${COLUMNS[standing]} WHERE conversation_id = $1 AND user_id = $2`, [id, userId]);
  }
  if (muted)
    await world.db.query(
      `UPDATE conversation_member SET muted_until = now() + interval '1 hour' WHERE conversation_id = $1 AND user_id = $2`,
      [id, operator],
    );
  return { id, operator, target };
}

/** One request of each action. */
const TRIES: Record<GroupAction, (cast: Cast) => [GroupMethod, object]> = {
  read: () => ['listMembers', { cursor: '', limit: 10, name: '' }],
  nickname: () => ['setNickname', { nickname: 'n' }],
  invite: ({ operator }) => ['inviteMembers', { memberIds: [operator] }],
  inviteToClosed: ({ operator }) => ['inviteMembers', { memberIds: [operator] }],
  join: () => ['joinGroup', { message: '' }],
  leave: () => ['leaveGroup', {}],
  change: () => ['updateGroup', { title: 'y' }],
  muteAll: () => ['setMuteAll', { muteAll: true }],
  applications: () => ['listApplications', {}],
  links: () => ['createInviteLink', { hours: 1, maxUses: 0 }],
  mute: ({ target: memberId }) => ['muteMember', { memberId, until: Date.now() + 3_600_000 }],
  remove: ({ target: memberId }) => ['removeMember', { memberId }],
  role: ({ target: memberId }) => ['setRole', { memberId, role: 'admin' }],
  transfer: ({ target: memberId }) => ['transferOwner', { memberId }],
  dismiss: () => ['dismissGroup', {}],
};

/** Beyond the permission: these find nothing to do for whom the table lets through. */
const DONE: Partial<Record<GroupAction, (target: Standing) => string>> = {
  invite: () => 'ALREADY_MEMBER',
  inviteToClosed: () => 'ALREADY_MEMBER',
  role: (target) => (target === 'admin' ? 'NOTHING_TO_CHANGE' : 'ok'),
};

const OPERATORS = [...STANDINGS.map((standing) => [standing, false] as const), ['member', true] as const];

describe.each(Object.keys(PERMISSIONS) as GroupAction[])('[S11] [F-53] %s', (action) => {
  it.each(
    OPERATORS.flatMap(([operator, muted]) =>
      STANDINGS.filter((target) => operator !== 'owner' || target !== 'owner').map((target) => ({ operator, muted, target })),
    ),
  )('by $operator (muted: $muted) on $target', async ({ operator, muted, target }) => {
    const people = await cast(action, operator, muted, target);
    const allowed = checkPermission(action, operator, target);
    const [method, fields] = TRIES[action](people);
    const ask = { userId: people.operator, conversationId: people.id, ...fields } as unknown as Parameters<typeof askLogic<GroupMethod>>[2];
    const expected = allowed.ok ? (DONE[action]?.(target) ?? 'ok') : allowed.refusal.error;
    const before = await versionOf(people.id);
    expect(await refusalOf(askLogic(world, method, ask))).toBe(expected);
    if (expected !== 'ok') expect(await versionOf(people.id)).toEqual(before);
  });
});

async function versionOf(id: Id): Promise<unknown> {
  const { rows } = await world.db.query(
    `SELECT last_seq, membership_version, title, mute_all, owner_id, member_count FROM conversation WHERE id = $1`,
    [id],
  );
  return rows[0];
}

describe('what does not exist', () => {
  it.each(['1', '9223372036854775807'])('[C33] the unknown group %s is not found', async (conversationId) => {
    const userId = await createUser(world.db);
    for (const action of Object.keys(TRIES) as GroupAction[]) {
      const [method, fields] = TRIES[action]({ id: conversationId, operator: userId, target: userId });
      const ask = { userId, conversationId, ...fields } as unknown as Parameters<typeof askLogic<GroupMethod>>[2];
      expect(await refusalOf(askLogic(world, method, ask))).toBe('CONVERSATION_NOT_FOUND');
    }
  });

  it('[C33] a direct conversation is no group, not even to its two', async () => {
    const [userId, other] = [await createUser(world.db), await createUser(world.db)];
    const conversationId = await befriend(world.db, userId, other);
    expect(await refusalOf(askLogic(world, 'leaveGroup', { userId, conversationId }))).toBe('CONVERSATION_NOT_FOUND');
    expect(await refusalOf(askLogic(world, 'groupInfo', { userId, conversationId }))).toBe('CONVERSATION_NOT_FOUND');
  });

  it.each(['0', '-1', 'x', '9223372036854775808', '', '1e3'])('malformed id “%s” is INVALID_ARGUMENT', async (conversationId) => {
    expect(await refusalOf(askLogic(world, 'leaveGroup', { userId: '1', conversationId }))).toBe('INVALID_ARGUMENT');
  });
});

it('docs/conversations.md has the table', () => {
  const docs = readFileSync(new URL('../../../../../docs/conversations.md', import.meta.url), 'utf8');
  const cell = (action: GroupAction, operator: Standing): string => {
    const value = (PERMISSIONS[action] as Partial<Record<Standing, string | readonly string[]>>)[operator];
    if (value === undefined) return '–';
    return typeof value === 'string' ? value : value.join(', ');
  };
  for (const action of Object.keys(PERMISSIONS) as GroupAction[])
    expect(docs).toContain(`| \`${action}\` | ${STANDINGS.map((standing) => cell(action, standing)).join(' | ')} |`);
});
