import type { Friend } from '@godwit/shared/rest/friends';

/** A row of the list: a heading (letter '★' of the starred ones), or a friend under it. */
export type IndexRow =
  | { readonly at: 'heading'; readonly key: string; readonly letter: string }
  | { readonly at: 'friend'; readonly key: string; readonly friend: Friend };

export const STARRED = '★';

/** The starred ones first, then all under their letters, in the order of the list. One that an older version of this client kept has no letter. */
export function indexRows(friends: readonly Friend[]): IndexRow[] {
  const rows: IndexRow[] = [];
  let last = '';
  const put = (letter: string, friend: Friend): void => {
    if (letter !== last) rows.push({ at: 'heading', key: letter, letter });
    last = letter;
    rows.push({ at: 'friend', key: `${letter}${friend.friendId}`, friend });
  };
  for (const friend of friends) if (friend.starred) put(STARRED, friend);
  for (const friend of friends) put((friend as Partial<Friend>).letter ?? '#', friend);
  return rows;
}
