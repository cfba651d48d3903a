import type { Id } from '@godwit/shared/ids/id';
import type {
  AdminGroupDetails,
  AdminGroupsPage,
  AdminGroupsQuery,
  AdminNodes,
  AdminReportDetails,
  AdminReportsPage,
  AdminReportsQuery,
  AdminUserDetails,
  AdminUsersPage,
  AdminUsersQuery,
  AuditPage,
  AuditQuery,
  BanBody,
  BroadcastBody,
  ResolveBody,
} from '@godwit/shared/rest/admin';
import type { SignedOut } from '@godwit/shared/rest/auth';
import type { Evidence, EvidenceEntry } from '@godwit/shared/rest/reports';
import type { MessageBody } from '@godwit/shared/protocol/messages/message-body';

/** What the reporter saw, as it can be shown. */
export interface ReportWithEvidence extends Omit<AdminReportDetails, 'evidence'> {
  readonly evidence: Omit<Evidence, 'entries'> & {
    readonly entries: readonly (Omit<EvidenceEntry, 'body'> & { readonly body: MessageBody })[];
  };
}

/**
 * What admins may do (docs/admin.md). All reject with ApiError; to whoever is no admin now, with NOT_FOUND. Lists come in pages, the
 * newest first; `before`: `next` of the page before. Every change is in the audit log.
 */
export interface AdminApi {
  users(query?: AdminUsersQuery): Promise<AdminUsersPage>;
  /** With the signed-in devices. Refused: USER_NOT_FOUND. */
  user(userId: Id): Promise<AdminUserDetails>;
  /** until: ms since 1970, absent = for ever. Signs all devices out. Refused: USER_NOT_FOUND, CANNOT_BAN_ADMIN. */
  ban(userId: Id, ban: BanBody): Promise<SignedOut>;
  /** Refused: NOT_FOUND (he is not banned). */
  unban(userId: Id): Promise<void>;
  /** Signs all devices out. Refused: USER_NOT_FOUND. */
  logout(userId: Id, reason?: string): Promise<SignedOut>;
  groups(query?: AdminGroupsQuery): Promise<AdminGroupsPage>;
  /** Refused: CONVERSATION_NOT_FOUND. */
  group(conversationId: Id): Promise<AdminGroupDetails>;
  /** Its members keep what they could read. Refused: CONVERSATION_NOT_FOUND, NOTHING_TO_CHANGE (it is over). */
  dismissGroup(conversationId: Id, reason?: string): Promise<void>;
  reports(query?: AdminReportsQuery): Promise<AdminReportsPage>;
  /** With the evidence; that it was looked at goes into the audit log. Refused: NOT_FOUND. */
  report(reportId: Id): Promise<ReportWithEvidence>;
  /** recall: takes the reported message back, for everybody. Refused: NOT_FOUND, REPORT_RESOLVED. */
  resolveReport(reportId: Id, resolution?: ResolveBody): Promise<void>;
  /** To everybody who is online now, as the event `notification`; nothing is stored. */
  broadcast(notification: BroadcastBody): Promise<void>;
  /** Which nodes there are, how many sessions they carry and how much they do now. Refused: UNAVAILABLE (no Redis). */
  nodes(): Promise<AdminNodes>;
  audit(query?: AuditQuery): Promise<AuditPage>;
}
