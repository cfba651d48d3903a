import type { GroupRole } from '@godwit/shared/group-terms';

/** Roles as a conversation has them. */
export const ADMIN = 1;
export const OWNER = 2;
const CLOSED = 2;

/** Name, picture, announcement, join mode, history, mute of all, applications and links. */
export const mayChange = (role: number): boolean => role >= ADMIN;

/** Into a group by invitation only, owner and admins put people. */
export const mayInvite = ({ role, joinMode }: { readonly role: number; readonly joinMode: number }): boolean =>
  joinMode !== CLOSED || role >= ADMIN;

export interface MemberRights {
  readonly mute: boolean;
  readonly remove: boolean;
  /** Between member and admin; the same people may be made the owner. */
  readonly role: boolean;
}

/** What one's own role lets one do with another member; docs/conversations.md has the table. */
export const rightsOver = (own: number, other: GroupRole): MemberRights => ({
  mute: own >= ADMIN && other === 'member',
  remove: (own >= ADMIN && other === 'member') || (own === OWNER && other === 'admin'),
  role: own === OWNER && other !== 'owner',
});
