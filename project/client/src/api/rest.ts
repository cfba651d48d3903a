import type { Id } from '@godwit/shared/ids/id';
import type { AccessResult } from '@godwit/shared/rest/access';
import type { LoginSession, PasswordChange, RegisterRequest, RegisterResult, SignedOut, Tokens } from '@godwit/shared/rest/auth';
import type { BlockChanges, BlockedUser } from '@godwit/shared/rest/blocks';
import type { Readers, SettingsPatch, SharedFiles, SharedFilesQuery } from '@godwit/shared/rest/conversations';
import type {
  AcceptResult,
  Friend,
  FriendChanges,
  FriendPatch,
  FriendRequest,
  FriendRequestResult,
  RequestChanges,
  RequestDirection,
} from '@godwit/shared/rest/friends';
import type { PresenceAnswer, UserPresence } from '@godwit/shared/rest/presence';
import type { ExportRecord } from '@godwit/shared/rest/export';
import type { FoundUser, Profile, ProfilePatch, PublicUser, SharedGroups } from '@godwit/shared/rest/user';
import type { MemberState } from '../wire.js';
import { Admin } from './admin.js';
import { ApiError } from './api-error.js';
import { exportRecords } from './export-records.js';
import { Favourites } from './favourites.js';
import { Files } from './files.js';
import { Groups } from './groups.js';
import { callApi, type HttpCall, openStream } from './http.js';
import { Reports } from './reports.js';
import type { Credentials, RequestPage, RestApi } from './rest-api.js';
import type { TokenKeeper } from './tokens.js';

export interface RestOptions {
  readonly origin: string;
  readonly deviceId: string;
  readonly platform: string;
  readonly deviceName: string;
  readonly tokens: TokenKeeper;
  /** Persists the sign-in of a user who may be another one than before. */
  readonly signedIn: (tokens: Tokens) => Promise<void>;
}

/** The password waits its turn, and hundreds of groups may be left. */
const DELETE_MS = 30_000;

/** What a refreshed token may mend; a wrong password is no matter of the token. */
const ENDED: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'TOKEN_EXPIRED']);

export class Rest implements RestApi {
  readonly groups = new Groups((call) => this.#call(call));
  readonly files = new Files((call) => this.#call(call));
  readonly favourites = new Favourites((call) => this.#call(call));
  readonly admin = new Admin((call) => this.#call(call));
  readonly reports = new Reports((call) => this.#call(call));
  readonly #options: RestOptions;

  constructor(options: RestOptions) {
    this.#options = options;
  }

  register(request: RegisterRequest): Promise<RegisterResult> {
    return callApi(this.#options.origin, { method: 'POST', path: '/auth/register', body: request });
  }

  async login(credentials: Credentials): Promise<Tokens> {
    const { origin, deviceId, platform, deviceName, signedIn } = this.#options;
    const body = { ...credentials, deviceId, platform, deviceName };
    const tokens = await callApi<Tokens>(origin, { method: 'POST', path: '/auth/login', body });
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

  async revokeSession(sessionId: Id): Promise<void> {
    await this.#call({ method: 'DELETE', path: `/auth/sessions/${sessionId}` });
  }

  revokeOtherSessions(): Promise<SignedOut> {
    return this.#call({ method: 'DELETE', path: '/auth/sessions' });
  }

  changePassword(change: PasswordChange): Promise<SignedOut> {
    return this.#call({ method: 'PUT', path: '/auth/password', body: change });
  }

  profile(): Promise<Profile> {
    return this.#get('/user/profile');
  }

  updateProfile(patch: ProfilePatch): Promise<Profile> {
    return this.#call({ method: 'PATCH', path: '/user/profile', body: patch });
  }

  async *exportAccount(): AsyncGenerator<ExportRecord> {
    yield* exportRecords(await this.#withToken((token) => openStream(this.#options.origin, '/user/export', token)));
  }

  async deleteAccount(password: string): Promise<void> {
    await this.#call({ method: 'DELETE', path: '/user', body: { password }, timeoutMs: DELETE_MS });
    await this.#options.tokens.set(null);
  }

  setAvatar(fileId: Id): Promise<Profile> {
    return this.#call({ method: 'PUT', path: '/user/avatar', body: { fileId } });
  }

  searchUser(query: string): Promise<FoundUser[]> {
    return this.#get(`/user/search?query=${encodeURIComponent(query)}`);
  }

  user(userId: Id): Promise<PublicUser> {
    return this.#get(`/user/${userId}`);
  }

  sharedGroups(userId: Id): Promise<SharedGroups> {
    return this.#get(`/user/${userId}/groups`);
  }

  requestFriend(userId: Id, message = ''): Promise<FriendRequestResult> {
    return this.#post('/friends/request', { friendId: userId, message });
  }

  friendRequests(direction: RequestDirection, { before = '', limit }: RequestPage = {}): Promise<FriendRequest[]> {
    const query = new URLSearchParams({ direction, ...(before ? { before } : {}), ...(limit ? { limit: String(limit) } : {}) });
    return this.#get(`/friends/requests?${query}`);
  }

  async pendingRequests(): Promise<number> {
    return (await this.#get<{ pending: number }>('/friends/requests/count')).pending;
  }

  requestChanges(since: string): Promise<RequestChanges> {
    return this.#get(`/friends/requests/changes?since=${since}`);
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

  friendChanges(since: string): Promise<FriendChanges> {
    return this.#get(`/friends/changes?since=${since}`);
  }

  async deleteFriend(userId: Id): Promise<void> {
    await this.#call({ method: 'DELETE', path: `/friends/${userId}` });
  }

  async changeFriend(userId: Id, patch: FriendPatch): Promise<void> {
    await this.#call({ method: 'PATCH', path: `/friends/${userId}`, body: patch });
  }

  setRemark(userId: Id, remark: string): Promise<void> {
    return this.changeFriend(userId, { remark });
  }

  blocks(): Promise<BlockedUser[]> {
    return this.#get('/blocks');
  }

  blockChanges(since: string): Promise<BlockChanges> {
    return this.#get(`/blocks/changes?since=${since}`);
  }

  async block(userId: Id): Promise<void> {
    await this.#post('/blocks', { userId });
  }

  async unblock(userId: Id): Promise<void> {
    await this.#call({ method: 'DELETE', path: `/blocks/${userId}` });
  }

  async presence(userIds: readonly Id[]): Promise<UserPresence[]> {
    return (await this.#post<PresenceAnswer>('/presence/query', { userIds })).users;
  }

  openDirect(userId: Id): Promise<{ conversationId: Id }> {
    return this.#post('/conversations/direct', { userId });
  }

  readers(conversationId: Id, seq: number, after?: Id): Promise<Readers> {
    return this.#get(`/conversations/${conversationId}/readers/${seq}${after ? `?after=${after}` : ''}`);
  }

  sharedFiles(conversationId: Id, { kind, before, limit }: SharedFilesQuery): Promise<SharedFiles> {
    const page = [before === undefined ? '' : `&before=${String(before)}`, limit === undefined ? '' : `&limit=${String(limit)}`];
    return this.#get(`/conversations/${conversationId}/files?kind=${kind}${page.join('')}`);
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

  #call<T>(call: HttpCall): Promise<T> {
    return this.#withToken((token) => callApi<T>(this.#options.origin, { ...call, token }));
  }

  /** With the access token; refreshed once when the server says that it has ended. What one user asked for is not asked for another. */
  async #withToken<T>(call: (token: string) => Promise<T>): Promise<T> {
    const { tokens } = this.#options;
    const token = await tokens.accessToken();
    const userId = tokens.tokens?.userId;
    try {
      return await call(token);
    } catch (error) {
      if (!(error instanceof ApiError) || !ENDED.has(error.error)) throw error;
      const next = await tokens.refresh(token);
      if (next.userId !== userId) throw error;
      return call(next.accessToken);
    }
  }
}
