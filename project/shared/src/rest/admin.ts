// What admins see and do (F-88). Every route is of admins alone; to everybody else none of them exists.
import { z } from 'zod';
import { loginSession } from './auth.js';
import { id, line, time } from './fields.js';
import { REPORT_KINDS, REPORT_REASONS, REPORT_STATES } from '../report-terms.js';
import { evidence, lines } from './reports.js';

const MAX_A_PAGE = 200;
const DEFAULT_PAGE = 50;
const page = {
  /** `next` of the page before. */
  before: id.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_A_PAGE).default(DEFAULT_PAGE),
};
/** '' = the last page. */
const next = z.string();
/** Part of a name, or a whole id; empty = all. */
const search = line(128).default('');
export const adminReason = line(500);
/** Why; kept in the audit log. */
export const reasonBody = z.strictObject({ reason: adminReason.default('') });
export type ReasonBody = z.input<typeof reasonBody>;

/** GET /admin/users, the newest account first. */
export const adminUsersQuery = z.object({ search, ...page });
export type AdminUsersQuery = z.input<typeof adminUsersQuery>;

/** until: 0 = for ever. */
export const ban = z.object({ until: time, reason: z.string(), since: time, adminId: id });
export type Ban = z.output<typeof ban>;

/** ban: null = not banned now. */
export const adminUser = z.object({
  userId: id,
  username: z.string(),
  nickname: z.string(),
  avatar: z.string(),
  createdAt: time,
  admin: z.boolean(),
  ban: ban.nullable(),
});
export type AdminUser = z.output<typeof adminUser>;
export const adminUsersPage = z.object({ users: z.array(adminUser), next });
export type AdminUsersPage = z.output<typeof adminUsersPage>;

const adminSession = loginSession.omit({ current: true });

/** GET /admin/users/:userId; sessions: those that stand, the last active first. */
export const adminUserDetails = adminUser.extend({ signature: z.string(), sessions: z.array(adminSession) });
export type AdminUserDetails = z.output<typeof adminUserDetails>;

/** PUT /admin/users/:userId/ban. until: ms since 1970, absent = for ever. The reason is told to the user when he signs in. */
export const banBody = z.strictObject({
  until: z.number().int().positive().max(253_402_300_799_000).optional(),
  reason: adminReason.min(1),
});
export type BanBody = z.input<typeof banBody>;

/** GET /admin/audit, the newest first. adminId '0': the command line. */
export const auditQuery = z.object({ adminId: id.or(z.literal('0')).optional(), objectId: line(64).min(1).optional(), ...page });
export type AuditQuery = z.input<typeof auditQuery>;

export const auditEntry = z.object({
  id,
  adminId: z.string(),
  action: z.string(),
  objectKind: z.string(),
  objectId: z.string(),
  reason: z.string(),
  requestId: z.string(),
  ip: z.string(),
  at: time,
});
export type AuditEntry = z.output<typeof auditEntry>;
export const auditPage = z.object({ entries: z.array(auditEntry), next });
export type AuditPage = z.output<typeof auditPage>;

/** GET /admin/groups, the newest first. */
export const adminGroupsQuery = z.object({ search, ...page });
export type AdminGroupsQuery = z.input<typeof adminGroupsQuery>;

/** lastEntryAt: of its log. dismissed: it is over, its members keep what they could read. */
export const adminGroup = z.object({
  conversationId: id,
  title: z.string(),
  avatar: z.string(),
  ownerId: z.string(),
  memberCount: z.number(),
  createdAt: time,
  lastEntryAt: time,
  dismissed: z.boolean(),
});
export type AdminGroup = z.output<typeof adminGroup>;
export const adminGroupsPage = z.object({ groups: z.array(adminGroup), next });
export type AdminGroupsPage = z.output<typeof adminGroupsPage>;

/** staff: the owner and the admins of the group. */
export const adminGroupDetails = adminGroup.extend({
  announcement: z.string(),
  joinMode: z.string(),
  muteAll: z.boolean(),
  entries: z.number(),
  staff: z.array(z.object({ userId: id, username: z.string(), role: z.string() })),
});
export type AdminGroupDetails = z.output<typeof adminGroupDetails>;

/** GET /admin/reports, the newest first. */
export const adminReportsQuery = z.object({
  state: z.enum(REPORT_STATES).default('open'),
  ...page,
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type AdminReportsQuery = z.input<typeof adminReportsQuery>;

/** conversationId, seq, reportedId: '0' and 0 where the kind has none; reportedId of a message: its sender. */
export const adminReport = z.object({
  reportId: id,
  kind: z.enum(REPORT_KINDS),
  reporterId: id,
  conversationId: z.string(),
  seq: z.number(),
  reportedId: z.string(),
  reason: z.enum(REPORT_REASONS),
  text: z.string(),
  state: z.enum(REPORT_STATES),
  createdAt: time,
  resolverId: z.string(),
  note: z.string(),
  resolvedAt: time,
});
export type AdminReport = z.output<typeof adminReport>;
export const adminReportsPage = z.object({ reports: z.array(adminReport), next });
export type AdminReportsPage = z.output<typeof adminReportsPage>;

export const reportParams = z.object({ reportId: id });

/** GET /admin/reports/:reportId; to look at the evidence is an action of the audit log. */
export const adminReportDetails = adminReport.extend({ evidence });
export type AdminReportDetails = z.output<typeof adminReportDetails>;

/** POST /admin/reports/:reportId/resolve. recall: takes the reported message back, for everybody. */
export const resolveBody = z.strictObject({ note: lines(1_000).default(''), recall: z.boolean().default(false) });
export type ResolveBody = z.input<typeof resolveBody>;

/** GET /admin/nodes: those that say that they are there. Rates: over the 3 s before a node said so last; null = it has just begun. */
export const adminNodes = z.object({
  access: z.array(z.object({ node: z.string(), sessions: z.number(), startedAt: time })),
  logic: z.array(z.object({ node: z.string(), startedAt: time, entriesPerSecond: z.number().nullable() })),
  web: z.array(z.object({ node: z.string(), startedAt: time, requestsPerSecond: z.number().nullable() })),
  /** Of all access nodes. */
  sessions: z.number(),
});
export type AdminNodes = z.output<typeof adminNodes>;

/** POST /admin/broadcast: to every session that is online now; nothing is stored. */
export const broadcastBody = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z0-9_.-]{0,64}$/, { error: 'expected at most 64 letters, digits, dots, dashes or underscores' })
    .default(''),
  title: line(200).default(''),
  text: lines(4_000).min(1),
});
export type BroadcastBody = z.input<typeof broadcastBody>;

/** Who acts, as the audit log has him; the request id is that of the call. */
export const actor = { adminId: id, ip: z.string().max(64) };
