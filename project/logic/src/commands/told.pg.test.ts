// What is stored is told, also when PostgreSQL cannot be asked any more.
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock } from '@godwit/shared/clock';
import { createLogger } from '@godwit/shared/log';
import { decodeDown, type Down } from '@godwit/shared/protocol/down';
import type { Outgoing } from '../fanout/outgoing.js';
import { OnlineMembers } from '../presence/online-members.js';
import { PLANNER_SETTINGS } from '../store/commit-entries.js';
import { ConversationCache } from '../store/conversation-cache.js';
import { loadConversations } from '../store/load-conversations.js';
import { loadPresenceSwitches } from '../store/load-presence-switches.js';
import { createPool } from '../store/pool.js';
import { befriend, createUser, testId } from '../testing/people.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { runConversationRead } from './conversation-read/run.js';
import { createStoreReadMarks } from './conversation-read/store.js';
import { createGroup } from './group/create-group.js';
import { removeMember } from './group/remove-member.js';
import type { CommandParts } from './parts.js';

const log = createLogger({ name: 'test', level: 'silent' });
const connect = (): pg.Pool => createPool({ url: database.url, name: 'test', max: 2, log, settings: PLANNER_SETTINGS });

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = connect();
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** Of the snapshots alone: its end is an outage that begins after a commit. */
let snapshots: pg.Pool;
let told: Outgoing[];
let parts: CommandParts;
beforeEach(() => {
  snapshots = connect();
  told = [];
  parts = {
    pool,
    conversations: new ConversationCache(
      (asked) => loadConversations(snapshots, asked),
      () => 0,
    ),
    fanout: {
      deliver: (outgoing) => Promise.resolve(void told.push(...outgoing)),
      roomChanged: () => undefined,
    },
    onlineMembers: new OnlineMembers({
      clock: systemClock,
      loadSwitches: (groupId, limit) => loadPresenceSwitches(pool, groupId, limit),
      readLocations: () => Promise.resolve(undefined),
    }),
    announce: () => true,
    nextId: testId,
    now: () => 0,
  };
});

const toldTo = (userId: string, kind: Down['kind']): number =>
  told.filter(({ to, frame }) => to.at === 'users' && to.userIds.includes(userId) && decodeDown(frame.subarray(4))?.message.kind === kind)
    .length;

it('[R20] a removal is told to those who stay and to who is gone', async () => {
  const [anna, bert, carl] = [await createUser(pool), await createUser(pool), await createUser(pool)];
  for (const friend of [bert, carl]) await befriend(pool, anna, friend);
  const created = await createGroup(parts, { method: 'createGroup', id: 'x', userId: anna, title: 'Birds', memberIds: [bert, carl] });
  if (!created.ok) throw new Error(created.refusal.error);
  const { conversationId } = created.value;
  told = [];
  await snapshots.end();
  const removed = await removeMember(parts, { method: 'removeMember', id: 'x', userId: anna, conversationId, memberId: carl });
  expect(removed.ok).toBe(true);
  for (const userId of [anna, bert, carl]) expect(toldTo(userId, 'pushMessage')).toBe(1);
  expect(toldTo(carl, 'userStateChanged')).toBe(1);
});

it('[R21] a read mark is told to the other devices of its user', async () => {
  const [anna, bert] = [await createUser(pool), await createUser(pool)];
  await befriend(pool, anna, bert);
  const created = await createGroup(parts, { method: 'createGroup', id: 'x', userId: bert, title: 'Birds', memberIds: [anna] });
  if (!created.ok) throw new Error(created.refusal.error);
  const { conversationId } = created.value;
  await parts.conversations.get({ conversationId, userId: anna });
  await pool.query(`UPDATE conversation SET membership_version = membership_version + 1 WHERE id = $1`, [conversationId]);
  told = [];
  await snapshots.end();
  const origin = {
    node: 'access',
    handle: 1,
    userId: anna,
    lane: 'live',
    ref: 0,
    expiresAt: Infinity,
    receivedAt: 0,
    arrivedMs: 0,
  } as const;
  const read = runConversationRead({ ...parts, readMarks: createStoreReadMarks(pool) }, origin, {
    conversationId,
    readSeq: 1,
  });
  await expect(read).rejects.toThrow('after calling end');
  expect(toldTo(anna, 'userStateChanged')).toBe(1);
});
