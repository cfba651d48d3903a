import type { Conversation } from '@godwit/client/view/conversation';
import type { Friend } from '@godwit/shared/rest/friends';
import { initialsOf } from '../common/initials.js';

const plain = (text: string): string => text.trim().toLowerCase();

/** By a part of remark, nickname or username, by pinyin with and without spaces, or by the beginning of its initials. */
export function findFriends(friends: readonly Friend[], typed: string): Friend[] {
  const wanted = plain(typed);
  if (wanted === '') return [...friends];
  const joined = wanted.replaceAll(' ', '');
  return friends.filter(
    ({ remark, nickname, username, pinyin = '', initials = '' }: Partial<Friend>) =>
      [remark, nickname, username, pinyin].some((name) => name !== undefined && plain(name).includes(wanted)) ||
      (joined !== '' && (pinyin.replaceAll(' ', '').includes(joined) || initials.startsWith(joined))),
  );
}

/** By a part of the name, or by the beginning of its initials. */
export const findGroups = (groups: readonly Conversation[], typed: string): Conversation[] =>
  groups.filter(({ title }) => plain(title).includes(plain(typed)) || initialsOf(title).startsWith(plain(typed)));

/** Those that one is in, by name. Groups that were deleted from the list come back to it with their next message. */
export const ownGroups = (list: readonly Conversation[]): Conversation[] =>
  list.filter(({ type, removed }) => type === 'group' && !removed).sort((a, b) => a.title.localeCompare(b.title));
