import { describe, expect, it } from 'vitest';
import { friend } from '../../testing/people-samples.js';
import { conversation } from '../../testing/samples.js';
import { targetsFor } from './targets.js';

const NOW = 1_000;

const find = (query: string) =>
  targetsFor(query, {
    conversations: [
      conversation('1', { peerId: '200', title: 'Bert' }),
      conversation('2', { type: 'group', peerId: '0', title: 'Birdwatchers' }),
      conversation('3', { type: 'group', peerId: '0', title: 'Left long ago', removed: true }),
      conversation('4', { type: 'group', peerId: '0', title: 'All are mute', muteAll: true }),
      conversation('5', { type: 'group', peerId: '0', title: 'I am mute', mutedUntil: NOW + 1 }),
      conversation('6', { type: 'group', peerId: '0', title: 'I was mute', mutedUntil: NOW }),
      conversation('7', { type: 'group', peerId: '0', title: 'I lead', muteAll: true, role: 1 }),
      conversation('8', { peerId: '400', title: 'Blocked' }),
      conversation('9', { peerId: '500', title: 'No friend', canSend: false }),
    ],
    friends: [
      friend('200', { nickname: 'Bert', remark: '贝特', pinyin: 'bei te', initials: 'bt' }),
      friend('400', { nickname: 'Blocked', pinyin: 'blocked' }),
      friend('300', { nickname: '曾小贤', remark: '', pinyin: 'zeng xiao xian', initials: 'zxx' }),
    ],
    isBlocked: (userId) => userId === '400',
    now: NOW,
    nameOf: ({ id, title }) => (id === '1' ? '贝特' : title),
    self: { userId: '100', name: 'Notes to self' },
  }).map(({ key }) => key);

describe('[U-12] where messages can be forwarded', () => {
  it('without a search: recent conversations one may write to, and the notes to oneself', () => {
    expect(find('')).toEqual(['c1', 'c2', 'c6', 'c7', 'self']);
  });

  it.each([
    ['bird', ['c2']],
    ['贝', ['c1']],
    ['bt', ['c1']],
    ['beite', ['c1']],
    ['zxx', ['f300']],
    ['zeng xiao', ['f300']],
    ['小贤', ['f300']],
    ['notes', ['self']],
    ['left', []],
    ['blocked', []],
  ])('%s finds by name, remark and pinyin: %j', (query, keys) => {
    expect(find(query)).toEqual(keys);
  });
});
