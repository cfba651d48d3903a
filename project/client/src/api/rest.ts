import type { Id } from '@godwit/shared/ids/id';
import type { AccessResult } from '@godwit/shared/rest/access';
import type { LoginSession, RegisterRequest, RegisterResult, Tokens } from '@godwit/shared/rest/auth';
import type { BlockedUser } from '@godwit/shared/rest/blocks';
import type { Readers, SettingsPatch } from '@godwit/shared/rest/conversations';
import type { AcceptResult, Friend, FriendRequest, FriendRequestResult, RequestDirection } from '@godwit/shared/rest/friends';
import type { FoundUser, Profile, ProfilePatch, PublicUser } from '@godwit/shared/rest/user';
import type { MemberState } from '../wire.js';
import { ApiError } from './api-error.js';
import { Groups } from './groups.js';
import { callApi, type HttpCall } from './http.js';
import type { Credentials, RestApi } from './rest-api.js';
import type { TokenKeeper } from './tokens.js';

export interface RestOptions {
  readonly origin: string;
  readonly deviceId: string;
  readonly platform: string;
  readonly tokens: TokenKeeper;
  /** Persists the sign-in of a user who may be another one than before. */
  readonly signedIn: (tokens: Tokens) => Promise<void>;
}

export class Rest implements RestApi {
  readonly groups = new Groups((call) => this.#call(call));
  readonly #options: RestOptions;

  constructor(options: RestOptions) {
    this.#options = options;
  }

  register(request: RegisterRequest): Promise<RegisterResult> {
    return callApi(this.#options.origin, { method: 'POST', path: '/auth/register', body: request });
  }

  async login(credentials: Credentials): Promise<Tokens> {
    const { origin, deviceId, platform, signedIn } = this.#options;
    const tokens = await callApi<Tokens>(origin, { method: 'POST', path: '/auth/login', body: { ...credentials, deviceId, platform } });
    await signedIn(tokens);
    return tokens;
  }

  async refresh(): Promise<Tokens> {
    const { tokens } = this.#options;
    return tokens.refresh(tokens.tokens?.accessToken ?? '');
  }

  async logout(): Promise<void> {
    const { tokens } = this.#options;
    const ended = tokens.tokens ? this.#call({ method: 'POST', path: '/auth/logout' }) : Promise.resolve();
    await ended.catch(() => undefined);
    await tokens.set(null);
  }

  sessions(): Promise<LoginSession[]> {
    return this.#get('/auth/sessions');
  }

  profile(): Promise<Profile> {
    return this.#get('/user/profile');
  }

  updateProfile(patch: ProfilePatch): Promise<Profile> {
    return this.#call({ method: 'PATCH', path: '/user/profile', body: patch });
  }

  searchUser(username: string): Promise<FoundUser[]> {
    return this.#get(`/user/search?username=${encodeURIComponent(username)}`);
  }

  user(userId: Id): Promise<PublicUser> {
    return this.#get(`/user/${userId}`);
  }

  requestFriend(userId: Id, message = ''): Promise<FriendRequestResult> {
    return this.#post('/friends/request', { friendId: userId, message });
  }

  friendRequests(direction: RequestDirection): Promise<FriendRequest[]> {
    return this.#get(`/friends/requests?direction=${direction}`);
  }

  acceptRequest(requestId: Id): Promise<AcceptResult> {
    return this.#post(`/friends/requests/${requestId}/accept`);
  }

  async rejectRequest(requestId: Id): Promise<void> {
    await this.#post(`/friends/requests/${requestId}/reject`);
  }

  friends(): Promise<Friend[]> {
    return this.#get('/friends');
  }

  async deleteFriend(userId: Id): Promise<void> {
    await this.#call({ method: 'DELETE', path: `/friends/${userId}` });
  }

  async setRemark(userId: Id, remark: string): Promise<void> {
    await this.#call({ method: 'PATCH', path: `/friends/${userId}`, body: { remark } });
  }

  blocks(): Promise<BlockedUser[]> {
    return this.#get('/blocks');
  }

  async block(userId: Id): Promise<void> {
    await this.#post('/blocks', { userId });
  }

  async unblock(userId: Id): Promise<void> {
    await this.#call({ method: 'DELETE', path: `/blocks/${userId}` });
  }

  openDirect(userId: Id): Promise<{ conversationId: Id }> {
    return this.#post('/conversations/direct', { userId });
  }

  readers(conversationId: Id, seq: number, after?: Id): Promise<Readers> {
    return this.#get(`/conversations/${conversationId}/readers/${seq}${after ? `?after=${after}` : ''}`);
  }

  changeSettings(conversationId: Id, patch: SettingsPatch): Promise<MemberState> {
    return this.#call({ method: 'PATCH', path: `/conversations/${conversationId}/settings`, body: patch });
  }

  access(): Promise<AccessResult> {
    return this.#get('/access');
  }

  #get<T>(path: string): Promise<T> {
    return this.#call({ method: 'GET', path });
  }

  #post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.#call({ method: 'POST', path, body });
  }

  /** With the access token; refreshed once when the server says that it has ended. */
  async #call<T>(call: HttpCall): Promise<T> {
    const { origin, tokens } = this.#options;
    const token = await tokens.accessToken();
    try {
      return await callApi<T>(origin, { ...call, token });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401 || error.error === 'SESSION_REVOKED') throw error;
      const renewed = await tokens.refresh(token);
      return callApi<T>(origin, { ...call, token: renewed.accessToken });
    }
  }
}
