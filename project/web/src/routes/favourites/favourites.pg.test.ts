// The built web and logic tiers together: who may star what, and that everybody has a list of his own.
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import { type ErrorName, errorName, ERRORS } from '@godwit/shared/protocol/errors';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { Tokens } from '@godwit/shared/rest/auth';
import type { FavouritePage } from '@godwit/shared/rest/favourites';
import { builtTiers } from '../../testing/built-tiers.js';
import type { TestAnswer } from '../../testing/test-web.js';

const tiers = builtTiers();
const { signUp, as, befriend } = tiers;

let db: pg.Pool;
beforeAll(() => {
  db = new pg.Pool({ connectionString: tiers.databaseUrl, max: 1 });
});
afterAll(() => db.end());

let lastId = 1_000;
/** A message in the log; no access node is there that would take one. */
async function say(conversationId: Id, { userId }: Tokens): Promise<number> {
  const { rows } = await db.query<{ seq: number }>(
    `WITH moved AS (
       UPDATE conversation SET last_seq = last_seq + 1, countable_total = countable_total + 1 WHERE id = $1 RETURNING last_seq, countable_total
     )
     INSERT INTO message (id, conversation_id, seq, sender_id, client_msg_id, countable_no, body)
     SELECT $2, $1, last_seq, $3, $2, countable_total, $4 FROM moved RETURNING seq::int`,
    [conversationId, String(++lastId), userId, Buffer.from(encodeMessageBody({ text: 'hi' }))],
  );
  return rows[0]!.seq;
}

const verdict = ({ code }: TestAnswer): ErrorName | 'ok' => (code === 0 ? 'ok' : errorName(code)!);
const seqs = async (by: Tokens): Promise<number[]> =>
  (await as<FavouritePage>(by, 'GET /favourites')).data.favourites.map(({ entry }) => entry.seq);

it('[F-41] [S10] each may star what he can see, and has a list of his own', async () => {
  const [owner, admin, member, former, stranger] = (await Promise.all(['owner', 'admin', 'member', 'former', 'stranger'].map(signUp))) as [
    Tokens,
    Tokens,
    Tokens,
    Tokens,
    Tokens,
  ];
  for (const friend of [admin, member, former]) await befriend(owner, friend);
  const direct = await befriend(owner, stranger);
  const memberIds = [admin, member, former].map(({ userId }) => userId);
  const { conversationId: group } = (await as<{ conversationId: Id }>(owner, 'POST /groups', { title: 'Birds', memberIds })).data;
  await as(owner, `PUT /groups/${group}/members/${admin.userId}/role`, { role: 'admin' });
  const first = await say(group, owner);
  await as(owner, `DELETE /groups/${group}/members/${former.userId}`);
  const second = await say(group, owner);
  const third = await say(direct, owner);
  await as(owner, 'POST /blocks', { userId: stranger.userId });

  const star = (by: Tokens, conversationId: Id, seq: number): Promise<TestAnswer> =>
    as(by, `PUT /favourites/${conversationId}/${String(seq)}`);
  const people = { owner, admin, member, former, stranger };
  const verdicts: Record<string, string[]> = {};
  for (const [name, by] of Object.entries(people))
    verdicts[name] = [
      verdict(await star(by, group, first)),
      verdict(await star(by, group, second)),
      verdict(await star(by, direct, third)),
      verdict(await star(by, '999', 1)),
    ];
  const none = 'CONVERSATION_NOT_FOUND';
  expect(verdicts).toEqual({
    owner: ['ok', 'ok', 'ok', none],
    admin: ['ok', 'ok', none, none],
    member: ['ok', 'ok', none, none],
    former: ['ok', 'ENTRY_NOT_FOUND', none, none],
    stranger: [none, none, 'ok', none],
  });
  const [foreign, missing] = [await star(stranger, group, first), await star(stranger, '999', 1)];
  expect({ ...foreign, requestId: '', headers: {} }).toEqual({ ...missing, requestId: '', headers: {} });
  expect(foreign.status).toBe(404);

  const lists = async (): Promise<number[][]> => Promise.all([owner, admin, member, former, stranger].map(seqs));
  const before = [[third, second, first], [second, first], [second, first], [first], [third]];
  expect(await lists()).toEqual(before);
  for (const by of [former, stranger])
    expect(await as(by, `DELETE /favourites/${group}/${String(second)}`)).toMatchObject({ status: 200, code: 0, data: {} });
  expect(await lists()).toEqual(before);
  expect(verdict(await as(admin, `DELETE /favourites/${group}/${String(second)}`))).toBe('ok');
  expect(await lists()).toEqual([before[0], [first], ...before.slice(2)]);
});

it('[F-41] pages are bounded, and their ends are cursors', async () => {
  const anna = await signUp('anna');
  const { conversationId } = (await as<{ conversationId: Id }>(anna, 'POST /conversations/direct', { userId: anna.userId })).data;
  for (let n = 1; n <= 3; n++) await as(anna, `PUT /favourites/${conversationId}/${String(await say(conversationId, anna))}`);
  const page = (await as<FavouritePage>(anna, 'GET /favourites?limit=2')).data;
  expect(page).toMatchObject({ favourites: [{ conversationId, entry: { seq: 3 } }, { entry: { seq: 2 } }] });
  const rest = (await as<FavouritePage>(anna, `GET /favourites?limit=2&before=${page.next}`)).data;
  expect(rest).toMatchObject({ favourites: [{ entry: { seq: 1 } }], next: '' });
  for (const query of ['limit=201', 'limit=0', 'limit=x', 'before=x', 'before=-1'])
    expect([query, (await as(anna, `GET /favourites?${query}`)).code]).toEqual([query, ERRORS.INVALID_ARGUMENT.code]);
  for (const seq of ['0', '-1', 'x', '1.5', '4294967296'])
    expect([seq, (await as(anna, `PUT /favourites/${conversationId}/${seq}`)).code]).toEqual([seq, ERRORS.INVALID_ARGUMENT.code]);
});
