import { z } from 'zod';
import { listChanges } from './changes.js';
import { id, time } from './fields.js';

/** POST /blocks. */
export const blockRequest = z.object({ userId: id });
export type BlockRequest = z.input<typeof blockRequest>;

/** One entry of GET /blocks, the newest first. */
export const blockedUser = z.object({ userId: id, username: z.string(), nickname: z.string(), avatar: z.string(), createdAt: time });
export type BlockedUser = z.output<typeof blockedUser>;

/** GET /blocks/changes; removed: ids of who is not blocked any more. */
export const blockChanges = listChanges.extend({ blocks: z.array(blockedUser) });
export type BlockChanges = z.output<typeof blockChanges>;

export const blockParams = z.object({ userId: id });
