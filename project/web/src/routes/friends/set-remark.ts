import { nothing } from '@godwit/shared/rest/answer';
import { friendParams, friendPatch } from '@godwit/shared/rest/friends';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const setRemark = ({ logic }: Services): Route =>
  defineRoute(
    'PATCH /friends/:friendId',
    { summary: 'Name a friend for oneself; empty = as he calls himself', params: friendParams, body: friendPatch, data: nothing },
    ({ caller: { userId }, params: { friendId }, body: { remark }, requestId: id }) =>
      logic.ask({ id, method: 'setRemark', userId, friendId, remark }, nothing),
  );
