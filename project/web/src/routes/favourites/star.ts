import { nothing } from '@godwit/shared/rest/answer';
import { entryParams } from '@godwit/shared/rest/conversations';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const star = ({ logic }: Services): Route =>
  defineRoute(
    'PUT /favourites/:conversationId/:seq',
    { summary: 'Star a message that one can see, at most 10,000; repeating changes nothing', params: entryParams, data: nothing },
    ({ caller: { userId }, params: { conversationId, seq }, requestId: id }) =>
      logic.ask({ id, method: 'star', userId, conversationId, seq }, nothing),
  );
