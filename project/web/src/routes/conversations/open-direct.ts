import { openDirectRequest, openDirectResult } from '@godwit/shared/rest/conversations';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const openDirect = ({ logic }: Services): Route =>
  defineRoute(
    'POST /conversations/direct',
    { summary: 'The conversation with a friend, or with oneself', body: openDirectRequest, data: openDirectResult },
    ({ caller, body, requestId: id }) =>
      logic.ask({ id, method: 'openDirect', userId: caller.userId, peerId: body.userId }, openDirectResult),
  );
