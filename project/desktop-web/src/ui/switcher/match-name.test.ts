import { describe, expect, it } from 'vitest';
import { matchName, type Named } from './match-name.js';

const named = (name: string, pinyin = '', initials = '', username = ''): Named => ({ name, pinyin, initials, username });
const ZENG = named('曾小贤', 'zeng xiao xian', 'zxx', 'leo_88');
const marked = (query: string, who: Named): string | undefined => {
  const match = matchName(query, who);
  return match?.ranges.map(([from, to]) => who.name.slice(from, to)).join();
};

describe('[U-5] what a query means', () => {
  it.each([
    ['小', '小'],
    ['zeng', '曾'],
    ['zengx', '曾小'],
    ['xiao xian', '小贤'],
    ['xiaox', '小贤'],
    ['xx', '小贤'],
    ['zxx', '曾小贤'],
    ['leo_', ''],
    ['@leo_8', ''],
  ])('%s is %s of 曾小贤', (query, part) => expect(marked(query, ZENG)).toBe(part));

  it.each(['eng', 'iao', 'zxy', '张', 'zengz'])('%s is not in the middle of a syllable, nor past the name', (query) =>
    expect(matchName(query, ZENG)).toBeUndefined(),
  );

  it('of a name where a character is no syllable nothing is marked by pinyin', () => {
    expect(marked('lao', named('老K 2', 'lao k 2', 'lk2'))).toBe('');
    expect(marked('2', named('老K 2', 'lao k 2', 'lk2'))).toBe('2');
  });

  it('characters outside of the basic plane are whole', () => expect(marked('xian', named('𠀀贤', 'he xian', 'hx'))).toBe('贤'));

  it('the beginning is better than the beginning of a word, that than the middle, that than pinyin and username', () => {
    const scores = [named('Anna'), named('Joh Anna'), named('Hanna'), named('安娜', 'an na', 'an', ''), named('Bert', '', '', 'xan')].map(
      (who) => matchName('an', who)!.score,
    );
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(new Set(scores).size).toBe(5);
  });
});
