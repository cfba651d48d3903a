// The star list of a user (F-41): messages that he keeps, from any conversation.
import { z } from 'zod';
import type { Entry } from '../protocol/messages/entry.js';
import { id, time } from './fields.js';

export const MAX_FAVOURITES = 10_000;
export const MAX_FAVOURITES_A_PAGE = 200;
const DEFAULT_PAGE = 50;

/** GET /favourites, the newest star first. before: `next` of the page before. A page is also cut at 56 KB. */
export const favouritesQuery = z.object({
  before: id.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_FAVOURITES_A_PAGE).default(DEFAULT_PAGE),
});

const reaction = z.object({ emoji: z.string(), count: z.number(), userIds: z.array(id), mine: z.boolean() });

/** The message as a page of history gives it now; body: the MessageBody buffer in base64, empty after a recall. */
const entry = z.object({
  seq: z.number(),
  messageId: id,
  senderId: id,
  clientMsgId: id,
  kind: z.literal('message'),
  countableNo: z.number(),
  createdAt: time,
  targetSeq: z.number(),
  body: z.string(),
  recalled: z.boolean(),
  editedAt: time,
  reactions: z.array(reaction),
}) satisfies z.ZodType<Omit<Entry, 'body'> & { body: string }>;

export const favourite = z.object({ conversationId: id, starredAt: time, entry });
export type FavouriteItem = z.output<typeof favourite>;

/** next: where the next page begins, '' = this is the last. */
export const favouritePage = z.object({ favourites: z.array(favourite), next: z.string() });
export type FavouritePage = z.output<typeof favouritePage>;
