import { nothing } from '@godwit/shared/rest/answer';
import { entryParams } from '@godwit/shared/rest/conversations';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const unstar = ({ logic }: Services): Route =>
  defineRoute(
    'DELETE /favourites/:conversationId/:seq',
    { summary: 'Take a star back; repeating changes nothing', params: entryParams, data: nothing },
    ({ caller: { userId }, params: { conversationId, seq }, requestId: id }) =>
      logic.ask({ id, method: 'unstar', userId, conversationId, seq }, nothing),
  );
