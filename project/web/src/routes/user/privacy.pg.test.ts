import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeDown } from '@godwit/shared/protocol/down';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import type { FoundUser, Profile, ProfilePatch } from '@godwit/shared/rest/user';
import { userEvent } from '@godwit/shared/subjects';
import { startTestWeb, type TestAnswer, type TestUser, type TestWeb } from '../../testing/test-web.js';

let web: TestWeb;
beforeAll(async () => {
  web = await startTestWeb();
});
afterAll(() => web.close());

const patch = (by: TestUser, body: ProfilePatch): Promise<TestAnswer<Profile>> =>
  web.call('PATCH /user/profile', { token: by.accessToken, body });
const search = (by: TestUser, query: string): Promise<TestAnswer<FoundUser[]>> =>
  web.call(`GET /user/search?query=${encodeURIComponent(query)}`, { token: by.accessToken });
const found = async (by: TestUser, query: string): Promise<string[]> => (await search(by, query)).data.map(({ username }) => username);
const view = (by: TestUser, of: TestUser): Promise<TestAnswer> => web.call(`GET /user/${of.userId}`, { token: by.accessToken });
const ask = (by: TestUser, whom: TestUser): Promise<TestAnswer> =>
  web.call('POST /friends/request', { token: by.accessToken, body: { friendId: whom.userId } });

/** Everybody with another phone number and address. */
let people = 0;
async function somebody(): Promise<{ user: TestUser; phone: string; email: string }> {
  people += 1;
  const user = await web.signUp(`person${String(people)}`);
  const phone = `+86138000${String(10_000 + people)}`;
  const email = `${user.username}@example.org`;
  await patch(user, { phone, email });
  return { user, phone, email };
}

async function befriend(a: TestUser, b: TestUser): Promise<void> {
  const [one, two] = [web.services.ids.next(), web.services.ids.next()];
  await web.services.db.query(`INSERT INTO friend (id, user_id, friend_id) VALUES ($1, $3, $4), ($2, $4, $3)`, [
    one,
    two,
    a.userId,
    b.userId,
  ]);
}

describe('phone numbers and e-mail addresses', () => {
  it('[F-62] are stored and compared in one form, and belong to one account', async () => {
    const [anna, bert] = [await web.signUp('anna'), await web.signUp('bert')];
    expect(await patch(anna, { phone: ' 0086 138-1111 2222', email: ' Anna@Example.ORG ' })).toMatchObject({
      data: { phone: '+8613811112222', email: 'anna@example.org' },
    });
    for (const body of [{ phone: '+86 13811112222' }, { email: 'ANNA@example.org' }, { phone: '+8613899', email: 'anna@example.org' }])
      expect(await patch(bert, body)).toMatchObject({ status: 409, code: ERRORS.CONTACT_TAKEN.code, data: null });
    expect((await web.call<Profile>('GET /user/profile', { token: bert.accessToken })).data).toMatchObject({ phone: '', email: '' });
    expect(await patch(anna, { phone: '+8613811112222' })).toMatchObject({ code: 0 });
    await patch(anna, { phone: '' });
    expect(await patch(bert, { phone: '+8613811112222' })).toMatchObject({ code: 0 });
  });

  it('[F-62] of two accounts that take the same one at once, one gets it', async () => {
    const users = await Promise.all(Array.from({ length: 6 }, (_, i) => web.signUp(`racer${String(i)}`)));
    const codes = (await Promise.all(users.map((user) => patch(user, { email: 'race@example.org' })))).map(({ code }) => code);
    expect(codes.sort((a, b) => a - b)).toEqual([0, ...Array.from({ length: 5 }, () => ERRORS.CONTACT_TAKEN.code)]);
  });

  it('[F-62] a registration with one of another account is refused, and a taken name is still told as that', async () => {
    const { email } = await somebody();
    const register = (username: string): Promise<TestAnswer> =>
      web.call('POST /auth/register', { body: { username, password: 'a long passphrase', email: email.toUpperCase() } });
    expect(await register('newcomer')).toMatchObject({ status: 409, code: ERRORS.CONTACT_TAKEN.code });
    expect(await register('anna')).toMatchObject({ status: 409, code: ERRORS.USERNAME_TAKEN.code });
  });

  it('[F-62] nobody tries a list of them: after ten that are taken nothing more is said for an hour', async () => {
    const [{ user }, { email }] = [await somebody(), await somebody()];
    const guesses = await Promise.all(Array.from({ length: 14 }, () => patch(user, { email })));
    expect(guesses.map(({ code }) => code).filter((code) => code === ERRORS.CONTACT_TAKEN.code)).toHaveLength(10);
    expect(await patch(user, { email: 'free@example.org' })).toMatchObject({ status: 429, code: ERRORS.RATE_LIMIT.code });
    expect(await patch(user, { nickname: 'Still me' })).toMatchObject({ code: 0 });
  });

  it('[F-62] are given to the owner only, however he is found', async () => {
    const [{ user, phone, email }, { user: other }] = [await somebody(), await somebody()];
    await patch(user, { findBy: { phone: true, email: true } });
    const answers = [await search(other, phone), await search(other, email), await view(other, user)];
    for (const { data } of answers) {
      const text = JSON.stringify(data);
      expect([text.includes(user.userId), text.includes(phone), text.includes(email)]).toEqual([true, false, false]);
    }
  });
});

describe('finding people', () => {
  it('[F-63] a new account is found by username and id, not by phone and e-mail', async () => {
    const [{ user, phone, email }, { user: other }] = [await somebody(), await somebody()];
    expect([await found(other, user.username.toUpperCase()), await found(other, user.userId)]).toEqual([[user.username], [user.username]]);
    expect([await found(other, phone), await found(other, email)]).toEqual([[], []]);
  });

  it.each(['id', 'username', 'phone', 'email'] as const)('[F-63] the switch of %s decides about that alone', async (key) => {
    const [{ user, phone, email }, { user: other }] = [await somebody(), await somebody()];
    const queries = { id: user.userId, username: user.username, phone, email };
    const all = { id: true, username: true, phone: true, email: true };
    await patch(user, { findBy: all });
    for (const query of Object.values(queries)) expect(await found(other, query)).toEqual([user.username]);
    await patch(user, { findBy: { [key]: false } });
    for (const [name, query] of Object.entries(queries)) expect(await found(other, query)).toEqual(name === key ? [] : [user.username]);
    await patch(user, { findBy: { id: false, username: false, phone: false, email: false, [key]: true } });
    for (const [name, query] of Object.entries(queries)) expect(await found(other, query)).toEqual(name === key ? [user.username] : []);
  });

  it('[F-63] who may not be found is answered like nobody', async () => {
    const [{ user, phone, email }, { user: other }] = [await somebody(), await somebody()];
    await patch(user, { findBy: { id: false, username: false } });
    const answer = async (query: string): Promise<unknown> => ({ ...(await search(other, query)), requestId: '', headers: '' });
    const nobody = await answer('nobody-at-all');
    for (const query of [user.username, user.userId, phone, email]) expect(await answer(query)).toEqual(nobody);
    expect(nobody).toMatchObject({ status: 200, code: 0, data: [] });
    const hidden: object = { ...(await view(other, user)), requestId: '', headers: '' };
    const unknown = await web.call('GET /user/999', { token: other.accessToken });
    expect(hidden).toEqual({ ...unknown, requestId: '', headers: '' });
  });

  it('[F-63] only the whole of it finds, in whatever way a number is written', async () => {
    const [{ user, phone, email }, { user: other }] = [await somebody(), await somebody()];
    await patch(user, { findBy: { phone: true, email: true } });
    for (const query of [phone.replace('+86', '+86 '), phone.replace('+', '00'), ` ${email.toUpperCase()} `])
      expect(await found(other, query)).toEqual([user.username]);
    for (const query of [
      phone.slice(0, -1),
      phone.slice(3),
      email.slice(1),
      '%',
      `${user.username}%`,
      '_',
      "' OR 1=1 --",
      user.userId.slice(1),
    ])
      expect(await found(other, query)).toEqual([]);
  });

  it('[F-63] an account without phone and e-mail is found by no empty ones, and everybody finds himself', async () => {
    const { user, phone, email } = await somebody();
    await patch(user, { findBy: { id: false, username: false } });
    for (const query of [user.username, user.userId, phone, email])
      expect((await search(user, query)).data).toMatchObject([{ username: user.username, relation: 'self' }]);
    expect(await search(user, '  ')).toMatchObject({ status: 400, code: ERRORS.INVALID_ARGUMENT.code });
    const both = await web.call('GET /user/search?query=a&username=a', { token: user.accessToken });
    expect(both).toMatchObject({ status: 400, code: ERRORS.INVALID_ARGUMENT.code });
  });

  it('[F-66] who is blocked is not told: he finds the one who blocks him as before, who finds him too', async () => {
    const [{ user }, { user: other }] = [await somebody(), await somebody()];
    const before = await search(other, user.username);
    await web.services.db.query(`INSERT INTO user_block (id, user_id, blocked_id) VALUES ($1, $2, $3)`, [
      web.services.ids.next(),
      user.userId,
      other.userId,
    ]);
    expect((await search(other, user.username)).data).toEqual(before.data);
    expect(await found(user, other.username)).toEqual([other.username]);
  });

  it('[F-63] who is not found by his id is seen by it still by a friend, one he asks, and one he talks with', async () => {
    const [{ user }, { user: friend }, { user: asked }, { user: member }, { user: stranger }] = [
      await somebody(),
      await somebody(),
      await somebody(),
      await somebody(),
      await somebody(),
    ];
    await patch(user, { findBy: { id: false } });
    await befriend(user, friend);
    await ask(user, asked);
    const group = web.services.ids.next();
    await web.services.db.query(`INSERT INTO conversation (id, type) VALUES ($1, 1)`, [group]);
    for (const { userId } of [user, member])
      await web.services.db.query(`INSERT INTO conversation_member (id, conversation_id, user_id) VALUES ($1, $2, $3)`, [
        web.services.ids.next(),
        group,
        userId,
      ]);
    const seen = await Promise.all([user, friend, asked, member].map(async (by) => (await view(by, user)).code));
    expect(seen).toEqual([0, 0, 0, 0]);
    expect(await view(stranger, user)).toMatchObject({ status: 404, code: ERRORS.USER_NOT_FOUND.code });
  });
});

describe('who may ask for a friendship', () => {
  it('[F-64] nobody, friends of friends, or everybody, as the one who is asked says', async () => {
    const [{ user }, { user: common }, { user: known }, { user: stranger }] = [
      await somebody(),
      await somebody(),
      await somebody(),
      await somebody(),
    ];
    await befriend(user, common);
    await befriend(common, known);
    const refused = { status: 403, code: ERRORS.REQUESTS_REFUSED.code };
    await patch(user, { requestPolicy: 2 });
    expect([await ask(stranger, user), await ask(known, user)]).toMatchObject([refused, refused]);
    await patch(user, { requestPolicy: 1 });
    expect([await ask(stranger, user), await ask(known, user)]).toMatchObject([refused, { status: 201 }]);
    await patch(user, { requestPolicy: 0 });
    expect(await ask(stranger, user)).toMatchObject({ status: 201 });
  });

  it('[F-64] who asks somebody himself takes the answer, whatever he says of others', async () => {
    const [{ user }, { user: other }] = [await somebody(), await somebody()];
    await patch(user, { requestPolicy: 2 });
    await ask(user, other);
    web.playLogic(() => ({ ok: true, value: { conversationId: '1', friendId: user.userId } }));
    expect(await ask(other, user)).toMatchObject({ status: 201, data: { status: 'accepted' } });
  });

  it('[F-66] a block is not told by it: refused and accepted are the same with and without', async () => {
    const [{ user }, { user: other }] = [await somebody(), await somebody()];
    await web.services.db.query(`INSERT INTO user_block (id, user_id, blocked_id) VALUES ($1, $2, $3)`, [
      web.services.ids.next(),
      user.userId,
      other.userId,
    ]);
    await patch(user, { requestPolicy: 2 });
    expect(await ask(other, user)).toMatchObject({ status: 403, code: ERRORS.REQUESTS_REFUSED.code });
    await patch(user, { requestPolicy: 0 });
    expect(await ask(other, user)).toMatchObject({ status: 201, data: { status: 'pending' } });
  });
});

it('[F-62] every change of the profile has a new version of the user, told to his devices', async () => {
  const user = await web.signUp();
  const told: number[] = [];
  web.bus.subscribe(userEvent(user.userId), {}, (bytes) => {
    const message = decodeDown(withoutLengthPrefix(bytes))?.message;
    if (message?.kind === 'userStateChanged' && message.userVersion === message.profileVersion) told.push(message.profileVersion);
  });
  await web.bus.flush(1_000);
  await patch(user, { showPresence: false });
  await patch(user, { findBy: { email: true } });
  await patch(user, { gender: 9 });
  await expect.poll(() => told, { timeout: 5_000 }).toHaveLength(2);
  const [row] = await web.services.db.query<{ state: string; profile: string; shown: number }>(
    `SELECT state_version AS state, profile_version AS profile, show_presence AS shown FROM users WHERE id = $1`,
    [user.userId],
  );
  expect(row).toEqual({ state: String(told[1]), profile: String(told[1]), shown: 0 });
});
