import type { Friend } from '@godwit/shared/rest/friends';
import { describe, expect, it } from 'vitest';
import { friend } from '../../testing/people-samples.js';
import { conversation } from '../../testing/samples.js';
import { findFriends, findGroups, ownGroups } from './find-contacts.js';

const friends = [
  friend('1', { username: 'kite88', nickname: '曾小贤', remark: '', pinyin: 'zeng xiao xian', initials: 'zxx' }),
  friend('2', { username: 'mira', nickname: 'Mira Sol', remark: 'Cousin', pinyin: 'cousin', initials: 'c' }),
];
const found = (typed: string): string[] => findFriends(friends, typed).map(({ friendId }) => friendId);

describe('[U-15] searching contacts', () => {
  it.each([
    ['小贤', ['1']],
    ['zeng', ['1']],
    ['xiaoxian', ['1']],
    ['xiao xian', ['1']],
    ['zx', ['1']],
    ['KITE88', ['1']],
    ['cous', ['2']],
    ['sol', ['2']],
    ['xx', []],
    ['nobody', []],
    ['  ', ['1', '2']],
  ])('%s finds %j', (typed, expected) => {
    expect(found(typed)).toEqual(expected);
  });

  it('passes over what a list of an older client lacks', () => {
    const { pinyin: _, initials: __, ...kept } = friend('1', { nickname: 'Anna' });
    expect(findFriends([kept as Friend], 'ann')).toHaveLength(1);
  });

  it('finds groups that one is in, by name and by the initials of its pinyin', () => {
    const groups = [
      conversation('1', { type: 'group', title: 'Tidal flats' }),
      conversation('2', { type: 'group', title: 'Left behind', removed: true }),
      conversation('3'),
      conversation('4', { type: 'group', title: 'Birds' }),
      conversation('5', { type: 'group', title: '观鸟小组' }),
    ];
    expect(ownGroups(groups).map(({ id }) => id)).toEqual(['4', '1', '5']);
    expect(findGroups(ownGroups(groups), 'FLAT').map(({ id }) => id)).toEqual(['1']);
    expect(findGroups(ownGroups(groups), 'GNx').map(({ id }) => id)).toEqual(['5']);
  });
});
