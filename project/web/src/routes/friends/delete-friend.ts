import { nothing } from '@godwit/shared/rest/answer';
import { friendParams } from '@godwit/shared/rest/friends';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const deleteFriend = ({ logic }: Services): Route =>
  defineRoute(
    'DELETE /friends/:friendId',
    { summary: 'End a friendship; the conversation stays readable', params: friendParams, data: nothing },
    ({ caller: { userId }, params: { friendId }, requestId: id }) => logic.ask({ id, method: 'deleteFriend', userId, friendId }, nothing),
  );
