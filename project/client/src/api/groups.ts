import type { Id } from '@godwit/shared/ids/id';
import type { GroupRole } from '@godwit/shared/group-terms';
import type {
  ApplicationCounts,
  ApplicationList,
  Decision,
  GroupInfo,
  GroupName,
  GroupPatch,
  InviteLink,
  InviteLinkRequest,
  JoinResult,
  MemberPage,
  MemberQuery,
  OnlineCount,
} from '@godwit/shared/rest/groups';
import type { GroupsApi } from './groups-api.js';
import { again, newRequestKey } from './again.js';
import type { HttpCall } from './http.js';

const CREATE_ATTEMPTS = 3;

export class Groups implements GroupsApi {
  readonly #call: <T>(call: HttpCall) => Promise<T>;

  constructor(call: <T>(call: HttpCall) => Promise<T>) {
    this.#call = call;
  }

  create(title: string, memberIds: readonly Id[], requestKey = newRequestKey()): Promise<{ conversationId: Id }> {
    return again(() => this.#call({ method: 'POST', path: '/groups', body: { title, memberIds, requestKey } }), {
      attempts: CREATE_ATTEMPTS,
    });
  }

  info(groupId: Id): Promise<GroupInfo> {
    return this.#get(groupId);
  }

  update(groupId: Id, patch: GroupPatch): Promise<void> {
    return this.#do('PATCH', groupId, '', patch);
  }

  setAvatar(groupId: Id, fileId: Id): Promise<void> {
    return this.#do('PUT', groupId, '/avatar', { fileId });
  }

  dismiss(groupId: Id): Promise<void> {
    return this.#do('DELETE', groupId);
  }

  members(groupId: Id, query: MemberQuery = {}): Promise<MemberPage> {
    const given = Object.entries(query).map(([name, value]) => [name, String(value)]);
    return this.#get(groupId, `/members?${String(new URLSearchParams(given))}`);
  }

  names(groupId: Id, userIds: readonly Id[]): Promise<GroupName[]> {
    return this.#get(groupId, `/names?ids=${userIds.join()}`);
  }

  online(groupId: Id): Promise<OnlineCount> {
    return this.#get(groupId, '/online');
  }

  invite(groupId: Id, memberIds: readonly Id[]): Promise<{ added: Id[] }> {
    return this.#post(groupId, '/members', { memberIds });
  }

  remove(groupId: Id, memberId: Id): Promise<void> {
    return this.#do('DELETE', groupId, `/members/${memberId}`);
  }

  leave(groupId: Id): Promise<void> {
    return this.#do('POST', groupId, '/leave', {});
  }

  transfer(groupId: Id, memberId: Id): Promise<void> {
    return this.#do('POST', groupId, '/transfer', { memberId });
  }

  setRole(groupId: Id, memberId: Id, role: Exclude<GroupRole, 'owner'>): Promise<void> {
    return this.#do('PUT', groupId, `/members/${memberId}/role`, { role });
  }

  mute(groupId: Id, memberId: Id, until: number): Promise<void> {
    return this.#do('PUT', groupId, `/members/${memberId}/mute`, { until });
  }

  muteAll(groupId: Id, muteAll: boolean): Promise<void> {
    return this.#do('PUT', groupId, '/mute-all', { muteAll });
  }

  setNickname(groupId: Id, nickname: string): Promise<void> {
    return this.#do('PUT', groupId, '/nickname', { nickname });
  }

  join(groupId: Id, message = ''): Promise<JoinResult> {
    return this.#post(groupId, '/applications', { message });
  }

  applicationCounts(): Promise<ApplicationCounts> {
    return this.#call({ method: 'GET', path: '/groups/applications' });
  }

  applications(groupId: Id): Promise<ApplicationList> {
    return this.#get(groupId, '/applications');
  }

  accept(groupId: Id, applicationId: Id): Promise<Decision> {
    return this.#post(groupId, `/applications/${applicationId}/accept`);
  }

  reject(groupId: Id, applicationId: Id): Promise<Decision> {
    return this.#post(groupId, `/applications/${applicationId}/reject`);
  }

  createLink(groupId: Id, link: InviteLinkRequest = {}): Promise<InviteLink> {
    return this.#post(groupId, '/invite-links', link);
  }

  links(groupId: Id): Promise<InviteLink[]> {
    return this.#get(groupId, '/invite-links');
  }

  revokeLink(groupId: Id, linkId: Id): Promise<void> {
    return this.#do('DELETE', groupId, `/invite-links/${linkId}`);
  }

  joinByLink(code: string): Promise<{ conversationId: Id }> {
    return this.#call({ method: 'POST', path: `/invite-links/${encodeURIComponent(code)}/join`, body: {} });
  }

  #get<T>(groupId: Id, path = ''): Promise<T> {
    return this.#call({ method: 'GET', path: `/groups/${groupId}${path}` });
  }

  #post<T>(groupId: Id, path: string, body: unknown = {}): Promise<T> {
    return this.#call({ method: 'POST', path: `/groups/${groupId}${path}`, body });
  }

  async #do(method: HttpCall['method'], groupId: Id, path = '', body?: unknown): Promise<void> {
    await this.#call({ method, path: `/groups/${groupId}${path}`, ...(body === undefined ? {} : { body }) });
  }
}
