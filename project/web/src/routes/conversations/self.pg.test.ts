// The built web and logic tiers together.
import { expect, it } from 'vitest';
import { ERRORS } from '@godwit/shared/protocol/errors';
import type { Tokens } from '@godwit/shared/rest/auth';
import type { OpenDirectResult } from '@godwit/shared/rest/conversations';
import { builtTiers } from '../../testing/built-tiers.js';
import type { TestAnswer } from '../../testing/test-web.js';

const { signUp, as } = builtTiers();

it('[F-41] [S10] the own user id opens the notes to oneself, which are found by nobody else', async () => {
  const [anna, eve] = await Promise.all([signUp('anna'), signUp('eve')]);
  const open = (by: Tokens): Promise<TestAnswer<OpenDirectResult>> => as(by, 'POST /conversations/direct', { userId: by.userId });
  const { conversationId } = (await open(anna)).data;
  expect(await open(anna)).toMatchObject({ code: 0, data: { conversationId } });
  expect((await open(eve)).data.conversationId).not.toBe(conversationId);

  const settings = `PATCH /conversations/${conversationId}/settings`;
  expect(await as(anna, settings, { pinned: true, draft: 'eggs' })).toMatchObject({ code: 0, data: { conversationId, draft: 'eggs' } });
  expect(await as(eve, settings, { pinned: true })).toMatchObject({ status: 404, code: ERRORS.CONVERSATION_NOT_FOUND.code });
  const group = await as(anna, `GET /groups/${conversationId}`);
  expect(group).toMatchObject({ status: 404, code: ERRORS.CONVERSATION_NOT_FOUND.code });
});
