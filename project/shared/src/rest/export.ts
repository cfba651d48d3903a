// GET /user/export (F-71): everything that an account holds, as NDJSON, one record a line; and the questions to logic that it is made of.
import { z } from 'zod';
import { REPORT_KINDS, REPORT_REASONS, REPORT_STATES } from '../report-terms.js';
import { id, time } from './fields.js';
import { loginSession } from './auth.js';
import { memberState } from './conversations.js';
import { FILE_KINDS } from './files.js';
import { requestDirection, requestStatus } from './friends.js';
import { profile } from './user.js';

/** Raised when a record changes its meaning; more fields and more types of records are no such change. */
export const EXPORT_FORMAT = 1;

const bytes = z.base64();
const attachment = z.object({
  fileId: z.string(),
  name: z.string(),
  mime: z.string(),
  size: z.number(),
  width: z.number(),
  height: z.number(),
  durationMs: z.number(),
  thumbnail: bytes,
  waveform: bytes,
  url: z.string(),
});
const recordItem = z.object({
  senderId: z.string(),
  senderName: z.string(),
  createdAt: time,
  kind: z.string(),
  text: z.string(),
  attachments: z.array(attachment),
  get record() {
    return record.nullable();
  },
});
const record = z.object({ items: z.array(recordItem) });
const body = z.object({
  kind: z.string(),
  text: z.string(),
  attachments: z.array(attachment),
  replyTo: z.object({ seq: z.number(), senderId: z.string(), preview: z.string() }).nullable(),
  mentions: z.array(z.string()),
  mentionAll: z.boolean(),
  fallbackText: z.string(),
  system: z.null(),
  customType: z.string(),
  custom: bytes,
  record: record.nullable(),
  forwarded: z.boolean(),
});

const person = { userId: id, username: z.string(), nickname: z.string() };

/** Bytes are base64, times ms since 1970. body null: it was recalled. */
export const exportRecord = z.discriminatedUnion('type', [
  /** The first. */
  z.strictObject({ type: z.literal('export'), format: z.literal(EXPORT_FORMAT), userId: id, exportedAt: time }),
  z.strictObject({ type: z.literal('profile'), profile }),
  z.strictObject({ type: z.literal('session'), session: loginSession }),
  z.strictObject({ type: z.literal('friend'), ...person, remark: z.string(), starred: z.boolean(), since: time }),
  z.strictObject({
    type: z.literal('friendRequest'),
    ...person,
    direction: requestDirection,
    status: requestStatus,
    message: z.string(),
    createdAt: time,
  }),
  z.strictObject({ type: z.literal('block'), ...person, since: time }),
  z.strictObject({ type: z.literal('application'), conversationId: id, message: z.string(), createdAt: time }),
  z.strictObject({
    type: z.literal('file'),
    fileId: id,
    kind: z.enum(FILE_KINDS),
    name: z.string(),
    mime: z.string(),
    size: z.number(),
    createdAt: time,
  }),
  /** What he told the admins; not the evidence, which is of others. */
  z.strictObject({
    type: z.literal('report'),
    reportId: id,
    kind: z.enum(REPORT_KINDS),
    conversationId: z.string(),
    seq: z.number(),
    reportedId: z.string(),
    reason: z.enum(REPORT_REASONS),
    text: z.string(),
    state: z.enum(REPORT_STATES),
    createdAt: time,
  }),
  /** Also those that he has left. member: his settings, marks and draft there. */
  z.strictObject({
    type: z.literal('conversation'),
    conversationId: id,
    kind: z.enum(['direct', 'group', 'ai', 'self']),
    title: z.string(),
    peerId: z.string(),
    member: memberState,
  }),
  /** Of the account itself; behind the record of its conversation. */
  z.strictObject({ type: z.literal('message'), conversationId: id, seq: z.number(), sentAt: time, editedAt: time, body }),
  /** As the list of favourites shows it. */
  z.strictObject({
    type: z.literal('favourite'),
    conversationId: id,
    seq: z.number(),
    senderId: z.string(),
    starredAt: time,
    body: body.nullable(),
  }),
  /** The last: without it the export is not complete. records: how many were before it. */
  z.strictObject({ type: z.literal('end'), records: z.number().int() }),
]);
export type ExportRecord = z.output<typeof exportRecord>;

export const MAX_CONVERSATIONS_A_PAGE = 20;
export const MAX_MESSAGES_A_PAGE = 500;

/** Answers of logic. next: where the next page begins, '' = this is the last. */
export const conversationsPage = z.object({
  conversations: z.array(
    z.object({
      conversationId: id,
      kind: z.enum(['direct', 'group', 'ai', 'self']),
      title: z.string(),
      peerId: z.string(),
      member: memberState,
    }),
  ),
  next: z.string(),
});
export type ConversationsPage = z.output<typeof conversationsPage>;

/** body: the MessageBody buffer in base64. */
export const messagesPage = z.object({
  messages: z.array(z.object({ seq: z.number(), sentAt: time, editedAt: time, body: z.string() })),
  next: z.string(),
});
export type MessagesPage = z.output<typeof messagesPage>;
