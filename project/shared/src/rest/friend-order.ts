import { compareIds } from '../ids/id.js';
import type { Friend } from './friends.js';

/** What a list calls a friend. */
export const shownName = ({ remark, nickname, username }: Pick<Friend, 'remark' | 'nickname' | 'username'>): string =>
  remark || nickname || username;

/** As an index A–Z, # shows them. The same everywhere: no locale decides. */
export function compareFriends(a: Friend, b: Friend): number {
  if (a.letter !== b.letter) return a.letter === '#' ? 1 : b.letter === '#' ? -1 : compareText(a.letter, b.letter);
  return compareText(a.pinyin, b.pinyin) || compareText(shownName(a), shownName(b)) || compareIds(a.friendId, b.friendId);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
