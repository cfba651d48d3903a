import { NO_ID } from '@godwit/shared/ids/id';
import { entryParams, readers, readersQuery } from '@godwit/shared/rest/conversations';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const listReaders = ({ logic }: Services): Route =>
  defineRoute(
    'GET /conversations/:conversationId/readers/:seq',
    { summary: 'Who has read a message of a group of at most 100, 50 a page', params: entryParams, query: readersQuery, data: readers },
    ({ caller: { userId }, params: { conversationId, seq }, query: { after = NO_ID }, requestId: id }) =>
      logic.ask({ id, method: 'readersOf', userId, conversationId, seq, after }, readers),
  );
