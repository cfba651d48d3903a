import { nothing } from '@godwit/shared/rest/answer';
import { friendParams, friendPatch } from '@godwit/shared/rest/friends';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const changeFriend = ({ logic }: Services): Route =>
  defineRoute(
    'PATCH /friends/:friendId',
    {
      summary: 'For oneself: name a friend (empty = as he calls himself), star him',
      params: friendParams,
      body: friendPatch,
      data: nothing,
    },
    ({ caller: { userId }, params: { friendId }, body: changes, requestId: id }) =>
      logic.ask({ id, method: 'changeFriend', userId, friendId, changes }, nothing),
  );
