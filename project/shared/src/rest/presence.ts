import { z } from 'zod';
import { id, time } from './fields.js';

export const MAX_PRESENCES = 200;

/** POST /presence/query: a question, and POST because 200 ids do not fit an address. */
export const presenceQuery = z.object({ userIds: z.array(id).min(1).max(MAX_PRESENCES) });

/** Who may not be seen, or is nobody, is like somebody who is away and was never here. lastSeenAt: 0 = not known, not shown, or online. */
export const userPresence = z.object({ userId: id, online: z.boolean(), lastSeenAt: time });
export type UserPresence = z.output<typeof userPresence>;

/** Each of those asked for, once, in their order. */
export const presenceAnswer = z.object({ users: z.array(userPresence) });
export type PresenceAnswer = z.output<typeof presenceAnswer>;
