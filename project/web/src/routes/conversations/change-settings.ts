import { conversationParams, memberState, settingsPatch } from '@godwit/shared/rest/conversations';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const changeSettings = ({ logic }: Services): Route =>
  defineRoute(
    'PATCH /conversations/:conversationId/settings',
    {
      summary: 'Own settings of a conversation: top, mute, archive, unread mark, draft, place in the list, hidden messages',
      params: conversationParams,
      body: settingsPatch,
      data: memberState,
    },
    ({ caller: { userId }, params: { conversationId }, body: changes, requestId: id }) =>
      logic.ask({ id, method: 'changeSettings', userId, conversationId, changes }, memberState),
  );
