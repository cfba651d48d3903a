import { z } from 'zod';
import { id, time } from './fields.js';

/** POST /blocks. */
export const blockRequest = z.object({ userId: id });
export type BlockRequest = z.input<typeof blockRequest>;

/** One entry of GET /blocks, the newest first. */
export const blockedUser = z.object({ userId: id, username: z.string(), nickname: z.string(), avatar: z.string(), createdAt: time });
export type BlockedUser = z.output<typeof blockedUser>;

export const blockParams = z.object({ userId: id });
