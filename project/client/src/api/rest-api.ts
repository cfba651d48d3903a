import type { Id } from '@godwit/shared/ids/id';
import type { AccessResult } from '@godwit/shared/rest/access';
import type { LoginSession, RegisterRequest, RegisterResult, Tokens } from '@godwit/shared/rest/auth';
import type { BlockedUser } from '@godwit/shared/rest/blocks';
import type { Readers, SettingsPatch } from '@godwit/shared/rest/conversations';
import type { AcceptResult, Friend, FriendRequest, FriendRequestResult, RequestDirection } from '@godwit/shared/rest/friends';
import type { FoundUser, Profile, ProfilePatch, PublicUser } from '@godwit/shared/rest/user';
import type { MemberState } from '../wire.js';
import type { GroupsApi } from './groups-api.js';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The REST calls. All reject with ApiError; an expired access token is refreshed once, by one call for all that wait. */
export interface RestApi {
  readonly groups: GroupsApi;
  register(request: RegisterRequest): Promise<RegisterResult>;
  /** Signs this device in and persists the tokens; data of another user on this device is removed. */
  login(credentials: Credentials): Promise<Tokens>;
  refresh(): Promise<Tokens>;
  /** Ends the session on the server if it can be reached; the tokens are forgotten in any case. */
  logout(): Promise<void>;
  sessions(): Promise<LoginSession[]>;
  profile(): Promise<Profile>;
  updateProfile(patch: ProfilePatch): Promise<Profile>;
  /** Exact username: at most one. */
  searchUser(username: string): Promise<FoundUser[]>;
  user(userId: Id): Promise<PublicUser>;
  requestFriend(userId: Id, message?: string): Promise<FriendRequestResult>;
  friendRequests(direction: RequestDirection): Promise<FriendRequest[]>;
  acceptRequest(requestId: Id): Promise<AcceptResult>;
  rejectRequest(requestId: Id): Promise<void>;
  friends(): Promise<Friend[]>;
  deleteFriend(userId: Id): Promise<void>;
  /** Names a friend for oneself; empty = as he calls himself. */
  setRemark(userId: Id, remark: string): Promise<void>;
  /** The newest first. */
  blocks(): Promise<BlockedUser[]>;
  /** The other side is not told. */
  block(userId: Id): Promise<void>;
  unblock(userId: Id): Promise<void>;
  openDirect(userId: Id): Promise<{ conversationId: Id }>;
  /** Who has read a message of a group of at most 100, 50 a page. after: `next` of the page before. */
  readers(conversationId: Id, seq: number, after?: Id): Promise<Readers>;
  /** GodwitClient says it with setPinned(), mute(), hide() …, which work offline. */
  changeSettings(conversationId: Id, patch: SettingsPatch): Promise<MemberState>;
  access(): Promise<AccessResult>;
}
