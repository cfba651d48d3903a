import { conversationParams, sharedFiles, sharedFilesQuery } from '@godwit/shared/rest/conversations';
import type { Services } from '../../services.js';
import { defineRoute, type Route } from '../route.js';

export const listSharedFiles = ({ logic }: Services): Route =>
  defineRoute(
    'GET /conversations/:conversationId/files',
    {
      summary:
        'Messages of a conversation that have pictures and videos, other files, voice, or links, the newest first, at most 100 a page',
      params: conversationParams,
      query: sharedFilesQuery,
      data: sharedFiles,
    },
    ({ caller: { userId }, params: { conversationId }, query: { kind, before = 0, limit }, requestId: id }) =>
      logic.ask({ id, method: 'sharedFiles', userId, conversationId, kind, before, limit }, sharedFiles),
  );
