// The commands of groups by their method: what they ask and answer is in GROUP_CALLS.
import type { Outcome } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import type { GroupAnswer, GroupMethod } from '@godwit/shared/rest/groups';
import type { CommandParts } from '../parts.js';
import { countApplications } from './count-applications.js';
import { countOnline } from './count-online.js';
import { createGroup } from './create-group.js';
import { dismissGroup } from './dismiss-group.js';
import { groupInfo } from './group-info.js';
import { acceptApplication, rejectApplication } from './handle-application.js';
import { createInviteLink, listInviteLinks, revokeInviteLink } from './invite-links.js';
import { inviteMembers } from './invite-members.js';
import { joinByLink } from './join-by-link.js';
import { joinGroup } from './join-group.js';
import { leaveGroup } from './leave-group.js';
import { listApplications } from './list-applications.js';
import { listMembers } from './list-members.js';
import { listNames } from './list-names.js';
import { muteMember } from './mute-member.js';
import { removeMember } from './remove-member.js';
import { setGroupAvatar } from './set-group-avatar.js';
import { setMuteAll } from './set-mute-all.js';
import { setNickname } from './set-nickname.js';
import { setRole } from './set-role.js';
import { transferOwner } from './transfer-owner.js';
import { updateGroup } from './update-group.js';

type GroupCommand<M extends GroupMethod> = (parts: CommandParts, request: GroupRequest<M>) => Promise<Outcome<GroupAnswer<M>>>;

const COMMANDS: { readonly [M in GroupMethod]: GroupCommand<M> } = {
  createGroup,
  groupInfo,
  updateGroup,
  setGroupAvatar,
  dismissGroup,
  listMembers,
  listNames,
  countOnline,
  inviteMembers,
  removeMember,
  leaveGroup,
  transferOwner,
  setRole,
  muteMember,
  setMuteAll,
  setNickname,
  joinGroup,
  countApplications,
  listApplications,
  acceptApplication,
  rejectApplication,
  createInviteLink,
  listInviteLinks,
  revokeInviteLink,
  joinByLink,
};

export const isGroupRequest = (request: { readonly method: string }): request is GroupRequest => Object.hasOwn(COMMANDS, request.method);

/** The command of a method takes the request of that method: the table says so, TypeScript cannot follow the union. */
export const runGroupCommand = (parts: CommandParts, request: GroupRequest): Promise<Outcome<unknown>> =>
  (COMMANDS[request.method] as GroupCommand<GroupMethod>)(parts, request);
