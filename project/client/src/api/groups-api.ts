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

/** Calls about groups. What they change comes back to every device as an entry of the conversation. All reject with ApiError. */
export interface GroupsApi {
  /**
   * With friends, at least one. A lost answer is asked for again, and makes no second group. Who repeats the call himself gives it the
   * same `requestKey` (16–64 letters, digits, dashes or underscores).
   */
  create(title: string, memberIds: readonly Id[], requestKey?: string): Promise<{ conversationId: Id }>;
  info(groupId: Id): Promise<GroupInfo>;
  update(groupId: Id, patch: GroupPatch): Promise<void>;
  /** A file that the operator uploaded as avatar. Refused: FILE_NOT_FOUND, FORBIDDEN. */
  setAvatar(groupId: Id, fileId: Id): Promise<void>;
  /** For the owner: nobody can write any more, everybody keeps what was written. */
  dismiss(groupId: Id): Promise<void>;
  /** A page, owner and admins first; the next one with its nextCursor. */
  members(groupId: Id, query?: MemberQuery): Promise<MemberPage>;
  /** Of up to 50 people who are or were in the group; others are left out. */
  names(groupId: Id, userIds: readonly Id[]): Promise<GroupName[]>;
  /**
   * How many are online: oneself, friends who show it, and the others where they are too many to tell one from another. Worth asking
   * again after 10 s. Refused: NOT_SUPPORTED (over MAX_COUNTED_MEMBERS members), UNAVAILABLE (it is not known).
   */
  online(groupId: Id): Promise<OnlineCount>;
  /** Puts friends in. Answers who was not in already. */
  invite(groupId: Id, memberIds: readonly Id[]): Promise<{ added: Id[] }>;
  remove(groupId: Id, memberId: Id): Promise<void>;
  leave(groupId: Id): Promise<void>;
  transfer(groupId: Id, memberId: Id): Promise<void>;
  setRole(groupId: Id, memberId: Id, role: Exclude<GroupRole, 'owner'>): Promise<void>;
  /** until: ms since 1970; 0 = may send again. */
  mute(groupId: Id, memberId: Id, until: number): Promise<void>;
  muteAll(groupId: Id, muteAll: boolean): Promise<void>;
  setNickname(groupId: Id, nickname: string): Promise<void>;
  /** In at once where the group is free, otherwise an application. */
  join(groupId: Id, message?: string): Promise<JoinResult>;
  /** Who waits to be let into the groups that this user leads; GodwitClient.followBadges() keeps the sum current. */
  applicationCounts(): Promise<ApplicationCounts>;
  applications(groupId: Id): Promise<ApplicationList>;
  /** Both answer what was decided, by whoever was first. */
  accept(groupId: Id, applicationId: Id): Promise<Decision>;
  reject(groupId: Id, applicationId: Id): Promise<Decision>;
  createLink(groupId: Id, link?: InviteLinkRequest): Promise<InviteLink>;
  links(groupId: Id): Promise<InviteLink[]>;
  revokeLink(groupId: Id, linkId: Id): Promise<void>;
  joinByLink(code: string): Promise<{ conversationId: Id }>;
}
