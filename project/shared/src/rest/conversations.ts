import { z } from 'zod';
import { id } from './fields.js';

/** POST /conversations/direct: the conversation with a friend, created by the first call. */
export const openDirectRequest = z.object({ userId: id });
export type OpenDirectRequest = z.input<typeof openDirectRequest>;

export const openDirectResult = z.object({ conversationId: id });
export type OpenDirectResult = z.output<typeof openDirectResult>;
