import { z } from 'zod';
import type { MemberState } from '../protocol/messages/member-state.js';
import { id, time } from './fields.js';
import { MAX_DRAFT_CHARACTERS, MAX_HIDDEN_A_CALL } from './limits.js';

/** POST /conversations/direct: the conversation with a friend, with a stranger who takes messages, or with oneself; created by the first call. */
export const openDirectRequest = z.object({ userId: id });
export type OpenDirectRequest = z.input<typeof openDirectRequest>;

export const openDirectResult = z.object({ conversationId: id });
export type OpenDirectResult = z.output<typeof openDirectResult>;

export const conversationParams = z.object({ conversationId: id });

const MAX_SEQ = 4_294_967_295;
const seq = z.number().int().min(0).max(MAX_SEQ);

/** Both ends included. */
const seqRange = z
  .strictObject({ fromSeq: seq.min(1), toSeq: seq })
  .refine(({ fromSeq, toSeq }) => fromSeq <= toSeq, { error: 'expected fromSeq ≤ toSeq' });

/** What PostgreSQL's timestamps and JavaScript's dates both hold. */
const MAX_TIME_MS = 8.64e15;

/** PATCH /conversations/:conversationId/settings: what the user decides about a conversation for himself. Absent fields stay as they are. */
export const settingsPatch = z
  .strictObject({
    pinned: z.boolean(),
    /** level: 0 all, 1 mentions only, 2 none. until: ms since 1970, 0 = for ever. */
    mute: z.strictObject({ level: z.number().int().min(0).max(2), until: z.number().min(0).max(MAX_TIME_MS) }),
    archived: z.boolean(),
    markedUnread: z.boolean(),
    /** Empty = none. PostgreSQL holds no NUL, and no half of a character. */
    draft: z
      .string()
      .max(MAX_DRAFT_CHARACTERS)
      .regex(/^[^\0\p{Cs}]*$/u, { error: 'NUL and halves of characters are not allowed' }),
    /** Out of the list until an entry behind this one comes; 0 = back into the list. */
    closedSeq: seq,
    /** Deleted for this user alone, for good. What is hidden has been read. */
    hide: z.array(seqRange).min(1).max(MAX_HIDDEN_A_CALL),
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, { error: 'expected at least one field' });
export type SettingsPatch = z.output<typeof settingsPatch>;

/** The state of one member after a change, as his devices get it. */
export const memberState = z.object({
  conversationId: id,
  version: z.number(),
  readSeq: z.number(),
  readCountable: z.number(),
  deliveredSeq: z.number(),
  minSeq: z.number(),
  maxSeq: z.number(),
  pinnedAt: time,
  muteLevel: z.number(),
  muteUntil: time,
  archived: z.boolean(),
  removed: z.boolean(),
  draft: z.string(),
  markedUnread: z.boolean(),
  role: z.number(),
  nickname: z.string(),
  mutedUntil: time,
  canSend: z.boolean(),
  hidden: z.array(z.object({ fromSeq: z.number(), toSeq: z.number() })),
  closedSeq: z.number(),
  mentionedSeq: z.number(),
}) satisfies z.ZodType<MemberState>;

/** One entry. */
export const entryParams = z.object({ conversationId: id, seq: z.coerce.number().pipe(seq.min(1)) });
/** after: `next` of the page before. */
export const readersQuery = z.object({ after: id.optional() });

export const reader = z.object({ userId: id, name: z.string(), avatar: z.string() });
export type Reader = z.output<typeof reader>;

/** GET /conversations/:conversationId/readers/:seq, by user id. next: where the next page begins, '' = this is the last. */
export const readers = z.object({ readers: z.array(reader), next: z.string() });
export type Readers = z.output<typeof readers>;

/** media: messages with a picture or a video. file: with any other file. voice: a recording. */
export const SHARED_FILE_KINDS = ['media', 'file', 'voice'] as const;
export type SharedFileKind = (typeof SHARED_FILE_KINDS)[number];

/** link: messages whose words link to a web address. */
export const SHARED_KINDS = [...SHARED_FILE_KINDS, 'link'] as const;
export type SharedKind = (typeof SHARED_KINDS)[number];

export const MAX_SHARED_FILES = 100;

/** before: only older messages; limit: a page of that many, default 50. */
export const sharedFilesQuery = z.object({
  kind: z.enum(SHARED_KINDS),
  before: z.coerce.number<number>().pipe(seq.min(1)).optional(),
  limit: z.coerce.number<number>().int().min(1).max(MAX_SHARED_FILES).default(50),
});
export type SharedFilesQuery = z.input<typeof sharedFilesQuery>;

/** GET /conversations/:conversationId/files: messages with files, or links, that the user may see, the newest first. next: `before` of the next page, 0 = this is the last. */
export const sharedFiles = z.object({ seqs: z.array(z.number().int()), next: z.number().int() });
export type SharedFiles = z.output<typeof sharedFiles>;
