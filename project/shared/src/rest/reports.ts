// Reports to the admins of a server (F-48).
import { z } from 'zod';
import { MAX_REPORT_CHARACTERS, REPORT_REASONS } from '../report-terms.js';
import { id, time } from './fields.js';

/** Of one user in 24 hours. */
export const MAX_REPORTS_A_DAY = 50;

/** Several lines of at most `maxCharacters` UTF-16 units, trimmed. */
export const lines = (maxCharacters: number) =>
  z
    .string()
    .trim()
    .max(maxCharacters)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u, { error: 'control characters are not allowed' });

const seq = z.number().int().min(1).max(4_294_967_295);
const said = { reason: z.enum(REPORT_REASONS), text: lines(MAX_REPORT_CHARACTERS).default('') };

/** POST /reports: a message that the user can see, somebody else, or a group whose info he may see. */
export const reportRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('message'), conversationId: id, seq, ...said }),
  z.strictObject({ kind: z.literal('user'), userId: id, ...said }),
  z.strictObject({ kind: z.literal('group'), conversationId: id, ...said }),
]);
export type ReportRequest = z.input<typeof reportRequest>;
export type AskedReport = z.output<typeof reportRequest>;

/** The same id while the report is open, however often it is made. */
export const reported = z.object({ reportId: id });
export type Reported = z.output<typeof reported>;

/** An entry as the reporter saw it; body: the MessageBody buffer in base64, empty where he saw none. */
const evidenceEntry = z.object({
  seq: z.number(),
  messageId: id,
  senderId: z.string(),
  kind: z.string(),
  createdAt: time,
  editedAt: time,
  targetSeq: z.number(),
  recalled: z.boolean(),
  body: z.string(),
});
export type EvidenceEntry = z.output<typeof evidenceEntry>;

const evidencePerson = z.object({
  userId: id,
  username: z.string(),
  nickname: z.string(),
  avatar: z.string(),
  signature: z.string(),
});

const evidenceGroup = z.object({
  conversationId: id,
  title: z.string(),
  avatar: z.string(),
  announcement: z.string(),
  ownerId: z.string(),
  memberCount: z.number(),
});

/** entries: of a message it and up to five on each side. people: who wrote them; the reported user; the owner of the group. */
export const evidence = z.object({
  entries: z.array(evidenceEntry),
  people: z.array(evidencePerson),
  group: evidenceGroup.nullable(),
});
export type Evidence = z.output<typeof evidence>;
