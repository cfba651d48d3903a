// The built web and logic tiers together: what the other tests play is here the real thing.
import { expect, it } from 'vitest';
import { ERRORS } from '@godwit/shared/protocol/errors';
import type { Tokens } from '@godwit/shared/rest/auth';
import type { OpenDirectResult } from '@godwit/shared/rest/conversations';
import type { AcceptResult, Friend, FriendRequestResult } from '@godwit/shared/rest/friends';
import { builtTiers } from '../../testing/built-tiers.js';

const { signUp, as } = builtTiers();

it('[F-64] a request, its acceptance, the conversation, the end of the friendship, and a new beginning', async () => {
  const [anna, bert] = await Promise.all([signUp('anna'), signUp('bert')]);
  const { requestId } = (await as<FriendRequestResult>(anna, 'POST /friends/request', { friendId: bert.userId, message: 'hi' })).data;
  const accept = (by: Tokens) => as<AcceptResult>(by, `POST /friends/requests/${requestId}/accept`);
  const open = (by: Tokens, userId: string) => as<OpenDirectResult>(by, 'POST /conversations/direct', { userId });

  expect(await accept(anna)).toMatchObject({ status: 404, code: ERRORS.REQUEST_NOT_FOUND.code });
  expect(await open(anna, bert.userId)).toMatchObject({ status: 403, code: ERRORS.NOT_FRIENDS.code });
  const accepted = await accept(bert);
  expect(accepted).toMatchObject({ code: 0, data: { friendId: anna.userId } });
  expect((await accept(bert)).data).toEqual(accepted.data);
  for (const [mine, other] of [
    [anna, bert],
    [bert, anna],
  ] as const) {
    expect((await as<Friend[]>(mine, 'GET /friends')).data).toMatchObject([{ userId: mine.userId, friendId: other.userId }]);
    expect((await open(mine, other.userId)).data).toEqual({ conversationId: accepted.data.conversationId });
  }
  expect(await as(anna, 'POST /friends/request', { friendId: bert.userId })).toMatchObject({ code: ERRORS.ALREADY_FRIENDS.code });

  expect(await as(anna, `DELETE /friends/${bert.userId}`)).toMatchObject({ code: 0, data: {} });
  expect((await as(bert, 'GET /friends')).data).toEqual([]);
  expect(await open(bert, anna.userId)).toMatchObject({ code: ERRORS.NOT_FRIENDS.code });

  expect(await as(anna, 'POST /friends/request', { friendId: bert.userId })).toMatchObject({ data: { status: 'pending' } });
  expect(await as(bert, 'POST /friends/request', { friendId: anna.userId })).toMatchObject({ data: { status: 'accepted' } });
  expect((await open(anna, bert.userId)).data).toEqual({ conversationId: accepted.data.conversationId });
});
