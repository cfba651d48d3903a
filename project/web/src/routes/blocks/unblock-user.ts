import { nothing } from '@godwit/shared/rest/answer';
import { blockParams } from '@godwit/shared/rest/blocks';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const unblockUser = ({ logic }: Services): Route =>
  defineRoute(
    'DELETE /blocks/:userId',
    { summary: 'End a block; repeating it changes nothing', params: blockParams, data: nothing },
    ({ caller: { userId }, params, requestId: id }) => logic.ask({ id, method: 'unblock', userId, blockedId: params.userId }, nothing),
  );
