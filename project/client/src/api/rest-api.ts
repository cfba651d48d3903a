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
import type { UserPresence } from '@godwit/shared/rest/presence';
import type { ExportRecord } from '@godwit/shared/rest/export';
import type { FoundUser, Profile, ProfilePatch, PublicUser, SharedGroups } from '@godwit/shared/rest/user';
import type { MemberState } from '../wire.js';
import type { AdminApi } from './admin-api.js';
import type { FavouritesApi } from './favourites-api.js';
import type { FilesApi } from './files-api.js';
import type { GroupsApi } from './groups-api.js';
import type { ReportsApi } from './reports-api.js';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface RequestPage {
  /** Id of the last request of the page before. */
  readonly before?: Id;
  /** ≤ 200. Default 200. */
  readonly limit?: number;
}

/** The REST calls. All reject with ApiError; an expired access token is refreshed once, by one call for all that wait. */
export interface RestApi {
  readonly groups: GroupsApi;
  readonly files: FilesApi;
  readonly favourites: FavouritesApi;
  readonly reports: ReportsApi;
  readonly admin: AdminApi;
  register(request: RegisterRequest): Promise<RegisterResult>;
  /** Signs this device in and persists the tokens; data of another user on this device is removed. */
  login(credentials: Credentials): Promise<Tokens>;
  refresh(): Promise<Tokens>;
  /** Ends the session on the server if it can be reached; the tokens are forgotten in any case. */
  logout(): Promise<void>;
  sessions(): Promise<LoginSession[]>;
  /** Signs one device out; NOT_FOUND when it is already. */
  revokeSession(sessionId: Id): Promise<void>;
  /** Signs all other devices out. */
  revokeOtherSessions(): Promise<SignedOut>;
  /** Signs all other devices out. */
  changePassword(change: PasswordChange): Promise<SignedOut>;
  profile(): Promise<Profile>;
  /** Also who finds the account by what, sees its presence and may ask for its friendship. Refused: CONTACT_TAKEN, for a phone number or an e-mail address of another account. */
  updateProfile(patch: ProfilePatch): Promise<Profile>;
  /**
   * Everything that the account holds, record by record, without holding it in memory; `end` is the last. Rejects with ApiError: RATE_LIMIT after
   * six an hour, NETWORK when it broke off before its end.
   */
  exportAccount(): AsyncGenerator<ExportRecord>;
  /**
   * For good; GodwitClient.deleteAccount() says it and forgets everything here too. Rejects with WRONG_CREDENTIALS, and with OWNER_CANNOT_LEAVE
   * while the user owns a group with other members.
   */
  deleteAccount(password: string): Promise<void>;
  /** A file that was uploaded as avatar; refused: FILE_NOT_FOUND. */
  setAvatar(fileId: Id): Promise<Profile>;
  /** A username, an id, a phone number or an e-mail address, whole: who has it and allows to be found by it. */
  searchUser(query: string): Promise<FoundUser[]>;
  user(userId: Id): Promise<PublicUser>;
  /** Groups of both, by title, ≤ 100. Refused: USER_NOT_FOUND. */
  sharedGroups(userId: Id): Promise<SharedGroups>;
  requestFriend(userId: Id, message?: string): Promise<FriendRequestResult>;
  /** The newest first; a page with less than `limit` is the last. */
  friendRequests(direction: RequestDirection, page?: RequestPage): Promise<FriendRequest[]>;
  /** How many of those received wait. GodwitClient.followBadges() keeps it current. */
  pendingRequests(): Promise<number>;
  /** The calls behind GodwitClient.followPeople(): what changed since the `version` of an answer before, '' = everything. */
  requestChanges(since: string): Promise<RequestChanges>;
  friendChanges(since: string): Promise<FriendChanges>;
  blockChanges(since: string): Promise<BlockChanges>;
  acceptRequest(requestId: Id): Promise<AcceptResult>;
  rejectRequest(requestId: Id): Promise<void>;
  /** In the order of an index A–Z, #. */
  friends(): Promise<Friend[]>;
  deleteFriend(userId: Id): Promise<void>;
  /** Remark and star, for oneself; what is left out stays as it is. */
  changeFriend(userId: Id, patch: FriendPatch): Promise<void>;
  /** Names a friend for oneself; empty = as he calls himself. */
  setRemark(userId: Id, remark: string): Promise<void>;
  /** The newest first. */
  blocks(): Promise<BlockedUser[]>;
  /** The other side is not told. */
  block(userId: Id): Promise<void>;
  unblock(userId: Id): Promise<void>;
  /** Of ≤ 200 people, each once; who may not be seen looks as if he were away. Live: GodwitClient.watchPresence(). Refused: UNAVAILABLE. */
  presence(userIds: readonly Id[]): Promise<UserPresence[]>;
  openDirect(userId: Id): Promise<{ conversationId: Id }>;
  /** Who has read a message of a group of at most 100, 50 a page. after: `next` of the page before. */
  readers(conversationId: Id, seq: number, after?: Id): Promise<Readers>;
  /** The seqs of messages with files, the newest first; GodwitClient.entriesAt() gives the messages. Refused: CONVERSATION_NOT_FOUND. */
  sharedFiles(conversationId: Id, query: SharedFilesQuery): Promise<SharedFiles>;
  /** GodwitClient says it with setPinned(), mute(), hide() …, which work offline. */
  changeSettings(conversationId: Id, patch: SettingsPatch): Promise<MemberState>;
  access(): Promise<AccessResult>;
}
