import type { Id } from '@godwit/shared/ids/id';
import type { AccessResult } from '@godwit/shared/rest/access';
import type { LoginSession, RegisterRequest, RegisterResult, Tokens } from '@godwit/shared/rest/auth';
import type { AcceptResult, Friend, FriendRequest, FriendRequestResult, RequestDirection } from '@godwit/shared/rest/friends';
import type { FoundUser, Profile, ProfilePatch, PublicUser } from '@godwit/shared/rest/user';
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
  openDirect(userId: Id): Promise<{ conversationId: Id }>;
  access(): Promise<AccessResult>;
}
