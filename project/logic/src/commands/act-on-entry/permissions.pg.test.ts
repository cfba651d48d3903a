// Every action by everybody on every kind of target, through a logic node. The expectation is written down by hand and not taken from check.ts.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { type ErrorName, errorName } from '@godwit/shared/protocol/errors';
import { ACTION_KINDS, type ActionKind } from '@godwit/shared/protocol/messages/entry-kind';
import type { FakeSession } from '../../testing/fake-access.js';
import { type LogicWorld, startLogicWorld } from '../../testing/logic-world.js';
import { actionEntry, textEntry } from '../../testing/messages.js';
import { createGroup, createUser } from '../../testing/people.js';
import { tell } from '../../testing/talk.js';

const WHO = ['author', 'member', 'admin', 'owner', 'muted', 'former', 'stranger'] as const;
type Who = (typeof WHO)[number];
const TARGETS = ['fresh', 'old', 'recalled', 'missing', 'invisible'] as const;
type TargetIs = (typeof TARGETS)[number];

type Verdict = ErrorName | 'done';

/** What docs/conversations.md says. The author is a plain member. */
const TABLE: Record<ActionKind, { readonly [W in Exclude<Who, 'former' | 'stranger'>]: readonly [fresh: Verdict, old: Verdict] }> = {
  recall: {
    author: ['done', 'RECALL_EXPIRED'],
    member: ['FORBIDDEN', 'FORBIDDEN'],
    admin: ['done', 'done'],
    owner: ['done', 'done'],
    muted: ['FORBIDDEN', 'FORBIDDEN'],
  },
  edit: {
    author: ['done', 'EDIT_EXPIRED'],
    member: ['FORBIDDEN', 'FORBIDDEN'],
    admin: ['FORBIDDEN', 'FORBIDDEN'],
    owner: ['FORBIDDEN', 'FORBIDDEN'],
    muted: ['FORBIDDEN', 'FORBIDDEN'],
  },
  reaction: {
    author: ['done', 'done'],
    member: ['done', 'done'],
    admin: ['done', 'done'],
    owner: ['done', 'done'],
    muted: ['MUTED', 'MUTED'],
  },
  unreact: {
    author: ['done', 'done'],
    member: ['done', 'done'],
    admin: ['done', 'done'],
    owner: ['done', 'done'],
    muted: ['done', 'done'],
  },
  pin: {
    author: ['FORBIDDEN', 'FORBIDDEN'],
    member: ['FORBIDDEN', 'FORBIDDEN'],
    admin: ['done', 'done'],
    owner: ['done', 'done'],
    muted: ['FORBIDDEN', 'FORBIDDEN'],
  },
  unpin: {
    author: ['FORBIDDEN', 'FORBIDDEN'],
    member: ['FORBIDDEN', 'FORBIDDEN'],
    admin: ['done', 'done'],
    owner: ['done', 'done'],
    muted: ['FORBIDDEN', 'FORBIDDEN'],
  },
};

/** On a recalled message: it has no reactions and no pin any more. */
const RECALLED: Record<ActionKind, ErrorName> = {
  recall: 'NOTHING_TO_CHANGE',
  edit: 'ENTRY_NOT_FOUND',
  reaction: 'ENTRY_NOT_FOUND',
  unreact: 'NOTHING_TO_CHANGE',
  pin: 'ENTRY_NOT_FOUND',
  unpin: 'NOTHING_TO_CHANGE',
};

function expected(action: ActionKind, who: Who, target: TargetIs): Verdict {
  if (who === 'stranger') return 'CONVERSATION_NOT_FOUND';
  if (who === 'former') return 'NOT_A_MEMBER';
  if (target === 'missing' || target === 'invisible') return 'ENTRY_NOT_FOUND';
  if (target !== 'recalled') return TABLE[action][who][target === 'fresh' ? 0 : 1];
  return action === 'unpin' ? (TABLE.unpin[who][0] === 'done' ? 'NOTHING_TO_CHANGE' : 'FORBIDDEN') : RECALLED[action];
}

const CASES = ACTION_KINDS.flatMap((action) => WHO.flatMap((who) => TARGETS.map((target) => ({ action, who, target }))));

let world: LogicWorld;
let people: Record<Who, FakeSession>;
beforeAll(async () => {
  world = await startLogicWorld();
  const sessions = await Promise.all(WHO.map(async (who) => [who, await world.access.online(await createUser(world.db))] as const));
  people = Object.fromEntries(sessions) as Record<Who, FakeSession>;
});
afterAll(() => world.close());

/** A group in which the author wrote one message, on which `who` may have reacted and which the owner may have pinned. */
async function group(action: ActionKind, who: Who, target: TargetIs): Promise<Id> {
  const { author, owner } = people;
  const id = await createGroup(
    world.db,
    WHO.filter((w) => w !== 'stranger').map((w) => people[w].userId),
  );
  const set = (w: Who, change: string): Promise<unknown> =>
    world.db.query(`UPDATE conversation_member SET ${change} WHERE conversation_id = $1 AND user_id = $2`, [id, people[w].userId]);
  await set('owner', 'role = 2');
  await set('admin', 'role = 1');
  expect(await tell(author, id, textEntry('what was said'))).toMatchObject({ code: 0, seq: 1 });
  if (action === 'unreact' && who !== 'stranger' && who !== 'former') await tell(people[who], id, actionEntry('reaction', 1, '👍'));
  if (action === 'unpin') await tell(owner, id, actionEntry('pin', 1));
  if (target === 'recalled') expect(await tell(author, id, actionEntry('recall', 1))).toMatchObject({ code: 0 });
  await set('muted', 'can_send = 0');
  await set('former', 'max_seq = 1');
  if (target === 'invisible' && who !== 'stranger' && who !== 'former') await set(who, 'min_seq = 2');
  await world.db.query(`UPDATE conversation SET membership_version = membership_version + 1 WHERE id = $1`, [id]);
  if (target === 'old') await world.db.query(`UPDATE message SET created_at = now() - interval '16 min' WHERE conversation_id = $1`, [id]);
  return id;
}

const TEXT: Partial<Record<ActionKind, string>> = { edit: 'what it says now', reaction: '👍', unreact: '👍' };

describe('[S11] [F-32] [F-33] [F-35] [F-40] who may do what', () => {
  it.each(CASES)('$action of a $target message by the $who', async ({ action, who, target }) => {
    const id = await group(action, who, target);
    const before = await stateOf(id);
    const result = await tell(people[who], id, actionEntry(action, target === 'missing' ? 99 : 1, TEXT[action]));
    expect(result.code === 0 ? 'done' : errorName(result.code)).toBe(expected(action, who, target));
    if (result.code !== 0) expect(await stateOf(id)).toEqual(before);
  });

  /** Everything that an action could change. */
  async function stateOf(id: Id): Promise<unknown> {
    const tables = ['message', 'message_reaction', 'message_pin', 'message_revision', 'message_mention', 'conversation_member'];
    const rows = tables.map(
      async (table) => (await world.db.query<object>(`SELECT * FROM ${table} WHERE conversation_id = $1 ORDER BY id`, [id])).rows,
    );
    return Promise.all([...rows, (async () => (await world.db.query<object>(`SELECT * FROM conversation WHERE id = $1`, [id])).rows)()]);
  }
});
