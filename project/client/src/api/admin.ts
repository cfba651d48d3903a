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
import type { EvidenceEntry } from '@godwit/shared/rest/reports';
import { decodeBody } from '../view/decode.js';
import type { AdminApi, ReportWithEvidence } from './admin-api.js';
import type { HttpCall } from './http.js';

const bodyOf = ({ body }: EvidenceEntry) => decodeBody(Uint8Array.from(atob(body), (c) => c.charCodeAt(0)));

export class Admin implements AdminApi {
  readonly #call: <T>(call: HttpCall) => Promise<T>;

  constructor(call: <T>(call: HttpCall) => Promise<T>) {
    this.#call = call;
  }

  users(query: AdminUsersQuery = {}): Promise<AdminUsersPage> {
    return this.#get('users', query);
  }

  user(userId: Id): Promise<AdminUserDetails> {
    return this.#get(`users/${userId}`);
  }

  ban(userId: Id, ban: BanBody): Promise<SignedOut> {
    return this.#call({ method: 'PUT', path: `/admin/users/${userId}/ban`, body: ban });
  }

  async unban(userId: Id): Promise<void> {
    await this.#call({ method: 'DELETE', path: `/admin/users/${userId}/ban` });
  }

  logout(userId: Id, reason = ''): Promise<SignedOut> {
    return this.#post(`users/${userId}/logout`, { reason });
  }

  groups(query: AdminGroupsQuery = {}): Promise<AdminGroupsPage> {
    return this.#get('groups', query);
  }

  group(conversationId: Id): Promise<AdminGroupDetails> {
    return this.#get(`groups/${conversationId}`);
  }

  async dismissGroup(conversationId: Id, reason = ''): Promise<void> {
    await this.#post(`groups/${conversationId}/dismiss`, { reason });
  }

  reports(query: AdminReportsQuery = {}): Promise<AdminReportsPage> {
    return this.#get('reports', query);
  }

  async report(reportId: Id): Promise<ReportWithEvidence> {
    const report = await this.#get<AdminReportDetails>(`reports/${reportId}`);
    const { evidence } = report;
    return { ...report, evidence: { ...evidence, entries: evidence.entries.map((entry) => ({ ...entry, body: bodyOf(entry) })) } };
  }

  async resolveReport(reportId: Id, resolution: ResolveBody = {}): Promise<void> {
    await this.#post(`reports/${reportId}/resolve`, resolution);
  }

  async broadcast(notification: BroadcastBody): Promise<void> {
    await this.#post('broadcast', notification);
  }

  nodes(): Promise<AdminNodes> {
    return this.#get('nodes');
  }

  audit(query: AuditQuery = {}): Promise<AuditPage> {
    return this.#get('audit', query);
  }

  #get<T>(path: string, query: object = {}): Promise<T> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    return this.#call({
      method: 'GET',
      path: `/admin/${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`,
    });
  }

  #post<T>(path: string, body: unknown): Promise<T> {
    return this.#call({ method: 'POST', path: `/admin/${path}`, body });
  }
}
