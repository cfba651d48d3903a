// Who may do what in a group: the one table. The checks read it, its tests and docs/conversations.md are made from it.
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { ErrorName } from '@godwit/shared/protocol/errors';
import { GROUP_ROLES } from '@godwit/shared/group-terms';
import type { GroupMemberRow } from '../../store/group.js';

/** How somebody stands to a group. former: was a member. */
export const STANDINGS = ['stranger', 'former', 'member', 'admin', 'owner'] as const;
export type Standing = (typeof STANDINGS)[number];

export const standingOf = (row: Pick<GroupMemberRow, 'role' | 'removed'> | undefined): Standing => {
  if (row === undefined) return 'stranger';
  return row.removed ? 'former' : GROUP_ROLES[row.role]!;
};

/** yes: the action concerns nobody else. A list: on whom. A name: why not, where it is not for the standing as such. */
type Cell = 'yes' | readonly Standing[] | ErrorName;

const MEMBERS = { member: 'yes', admin: 'yes', owner: 'yes' } as const;
const STAFF = { admin: 'yes', owner: 'yes' } as const;
const BELOW_OWNER = ['member', 'admin'] as const;

export const PERMISSIONS = {
  read: MEMBERS,
  nickname: MEMBERS,
  /** Into a group that one may join or ask to join. */
  invite: MEMBERS,
  /** Into a group that is entered by invitation only. */
  inviteToClosed: STAFF,
  join: { stranger: 'yes', former: 'yes', member: 'ALREADY_MEMBER', admin: 'ALREADY_MEMBER', owner: 'ALREADY_MEMBER' },
  leave: { member: 'yes', admin: 'yes', owner: 'OWNER_CANNOT_LEAVE' },
  change: STAFF,
  muteAll: STAFF,
  applications: STAFF,
  links: STAFF,
  mute: { admin: ['member'], owner: ['member'] },
  remove: { admin: ['member'], owner: BELOW_OWNER },
  role: { owner: BELOW_OWNER },
  transfer: { owner: BELOW_OWNER },
  dismiss: { owner: 'yes' },
} as const satisfies Record<string, Partial<Record<Standing, Cell>>>;
export type GroupAction = keyof typeof PERMISSIONS;

/** To strangers the group does not exist. */
const REFUSED: Record<Standing, ErrorName> = {
  stranger: 'CONVERSATION_NOT_FOUND',
  former: 'NOT_A_MEMBER',
  member: 'FORBIDDEN',
  admin: 'FORBIDDEN',
  owner: 'FORBIDDEN',
};

/** `target`: whom it is about, for actions that are about somebody. */
export function checkPermission(action: GroupAction, operator: Standing, target: Standing = 'stranger'): Outcome<null> {
  const row: Partial<Record<Standing, Cell>> = PERMISSIONS[action];
  const cell = row[operator];
  if (cell === 'yes') return ok(null);
  if (typeof cell === 'string') return refuse(cell);
  if (cell === undefined) return refuse(REFUSED[operator]);
  if (target === 'stranger' || target === 'former') return refuse('USER_NOT_FOUND');
  return cell.includes(target) ? ok(null) : refuse('FORBIDDEN');
}
