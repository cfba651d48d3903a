import { nothing } from '@godwit/shared/rest/answer';
import { blockRequest } from '@godwit/shared/rest/blocks';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const blockUser = ({ logic }: Services): Route =>
  defineRoute(
    'POST /blocks',
    { summary: 'Block somebody, who is not told; repeating it changes nothing', body: blockRequest, data: nothing },
    ({ caller: { userId }, body, requestId: id }) => logic.ask({ id, method: 'block', userId, blockedId: body.userId }, nothing),
  );
