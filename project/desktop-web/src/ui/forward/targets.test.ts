import { describe, expect, it } from 'vitest';
import { friend } from '../../testing/people-samples.js';
import { conversation } from '../../testing/samples.js';
import { targetsFor } from './targets.js';

const find = (query: string) =>
  targetsFor(query, {
    conversations: [
      conversation('1', { peerId: '200', title: 'Bert' }),
      conversation('2', { type: 'group', peerId: '0', title: 'Birdwatchers' }),
      conversation('3', { type: 'group', peerId: '0', title: 'Left long ago', removed: true }),
    ],
    friends: [
      friend('200', { nickname: 'Bert', remark: '贝特', pinyin: 'bei te', initials: 'bt' }),
      friend('300', { nickname: '曾小贤', remark: '', pinyin: 'zeng xiao xian', initials: 'zxx' }),
    ],
    nameOf: ({ id, title }) => (id === '1' ? '贝特' : title),
    self: { userId: '100', name: 'Notes to self' },
  }).map(({ key }) => key);

describe('[U-12] where messages can be forwarded', () => {
  it('without a search: recent conversations one is still in, and the notes to oneself', () => {
    expect(find('')).toEqual(['c1', 'c2', 'self']);
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
  ])('%s finds by name, remark and pinyin: %j', (query, keys) => {
    expect(find(query)).toEqual(keys);
  });
});
