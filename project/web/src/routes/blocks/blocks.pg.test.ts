// The built web and logic tiers together.
import { expect, it } from 'vitest';
import { ERRORS } from '@godwit/shared/protocol/errors';
import type { Tokens } from '@godwit/shared/rest/auth';
import type { BlockedUser } from '@godwit/shared/rest/blocks';
import type { AcceptResult, FriendRequestResult } from '@godwit/shared/rest/friends';
import { builtTiers } from '../../testing/built-tiers.js';
import type { TestAnswer } from '../../testing/test-web.js';

const { signUp, as } = builtTiers();

it('[F-65] [F-66] [F-68] blocks, remarks, strangers and settings over REST', async () => {
  const [anna, bert] = await Promise.all([signUp('anna'), signUp('bert')]);
  expect(await as(anna, 'POST /blocks', { userId: bert.userId })).toMatchObject({ code: 0, data: {} });
  expect((await as<BlockedUser[]>(anna, 'GET /blocks')).data).toMatchObject([{ userId: bert.userId, username: 'bert' }]);
  expect((await as<BlockedUser[]>(bert, 'GET /blocks')).data).toEqual([]);
  expect(await as(anna, 'POST /blocks', { userId: '999' })).toMatchObject({ status: 404, code: ERRORS.USER_NOT_FOUND.code });
  expect(await as(anna, 'POST /blocks', { userId: anna.userId })).toMatchObject({ status: 400, code: ERRORS.INVALID_ARGUMENT.code });
  expect(await as(anna, 'POST /blocks', { userId: 'x' })).toMatchObject({ status: 400, code: ERRORS.INVALID_ARGUMENT.code });
  expect(await as(anna, `DELETE /blocks/${bert.userId}`)).toMatchObject({ code: 0, data: {} });
  expect((await as<BlockedUser[]>(anna, 'GET /blocks')).data).toEqual([]);

  await as(anna, 'PATCH /user/profile', { strangerPolicy: 1 });
  const opened = await as<{ conversationId: string }>(bert, 'POST /conversations/direct', { userId: anna.userId });
  const { conversationId } = opened.data;
  expect(await as(anna, 'PATCH /friends/999', { remark: 'x' })).toMatchObject({ code: ERRORS.NOT_FRIENDS.code });
  const { requestId } = (await as<FriendRequestResult>(anna, 'POST /friends/request', { friendId: bert.userId })).data;
  expect((await as<AcceptResult>(bert, `POST /friends/requests/${requestId}/accept`)).data.conversationId).toBe(conversationId);
  expect(await as(anna, `PATCH /friends/${bert.userId}`, { remark: 'Bertie' })).toMatchObject({ code: 0, data: {} });
  expect((await as(anna, 'GET /friends')).data).toMatchObject([{ friendId: bert.userId, remark: 'Bertie' }]);

  const settings = (by: Tokens, id: string, body: object): Promise<TestAnswer> => as(by, `PATCH /conversations/${id}/settings`, body);
  expect(await settings(anna, conversationId, { draft: 'hm', hide: [{ fromSeq: 1, toSeq: 1 }] })).toMatchObject({
    code: 0,
    data: { conversationId, draft: 'hm', hidden: [{ fromSeq: 1, toSeq: 1 }] },
  });
  const eve = await signUp('eve');
  for (const id of [conversationId, '999'])
    expect(await settings(eve, id, { draft: 'x' })).toMatchObject({ status: 404, code: ERRORS.CONVERSATION_NOT_FOUND.code });
  expect(await settings(anna, conversationId, { nickname: 'x' })).toMatchObject({ status: 400, code: ERRORS.INVALID_ARGUMENT.code });
  expect(await settings(anna, conversationId, {})).toMatchObject({ status: 400, code: ERRORS.INVALID_ARGUMENT.code });
});
