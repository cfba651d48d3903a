import type { Id } from '@godwit/shared/ids/id';

/** Where an invite link or an id leads. groupId of a code: only so that the group can be shown before joining. */
export type Invite =
  { readonly at: 'code'; readonly code: string; readonly groupId: Id | null } | { readonly at: 'group'; readonly groupId: Id };

const CODE = /^[\w-]{22}$/;
const ID = /^[1-9]\d{0,18}$/;

/** The address that is given to others. */
export const inviteUrl = (origin: string, code: string, groupId: Id): string => `${origin}/join/${code}?group=${groupId}`;

export const isCode = (text: string): boolean => CODE.test(text);
export const groupIdOf = (text: string | null): Id | null => (text !== null && ID.test(text) ? text : null);

/** What somebody pasted: an invite link of any server's address, its code alone, or the id of a group; null = none of them. */
export function parseInvite(text: string): Invite | null {
  const typed = text.trim();
  if (ID.test(typed)) return { at: 'group', groupId: typed };
  if (CODE.test(typed)) return { at: 'code', code: typed, groupId: null };
  if (!URL.canParse(typed)) return null;
  const { pathname, searchParams } = new URL(typed);
  const code = /\/join\/([^/]+)\/?$/.exec(pathname)?.[1] ?? '';
  return CODE.test(code) ? { at: 'code', code, groupId: groupIdOf(searchParams.get('group')) } : null;
}
