import type { Friend } from '@godwit/shared/rest/friends';

export interface LetterGroup {
  readonly letter: string;
  readonly friends: readonly Friend[];
}

/** Runs of friends under one letter, in the order of the list. One that an older version of this client kept has no letter. */
export function letterGroups(friends: readonly Friend[]): LetterGroup[] {
  const groups = new Map<string, Friend[]>();
  for (const friend of friends) {
    const letter = (friend as Partial<Friend>).letter ?? '#';
    const group = groups.get(letter);
    if (group === undefined) groups.set(letter, [friend]);
    else group.push(friend);
  }
  return [...groups].map(([letter, members]) => ({ letter, friends: members }));
}
