import { presenceAnswer, presenceQuery } from '@godwit/shared/rest/presence';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const queryPresence = ({ logic }: Services): Route =>
  defineRoute(
    'POST /presence/query',
    {
      summary: 'Who is online, and when the others were last, of ≤ 200 people; to be known of friends only',
      body: presenceQuery,
      data: presenceAnswer,
    },
    ({ caller: { userId }, body: { userIds }, requestId: id }) => logic.ask({ id, method: 'presenceOf', userId, userIds }, presenceAnswer),
  );
