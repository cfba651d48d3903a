import { describe, expect, it } from 'vitest';
import { nameIndex } from './name-index.js';

const of = (name: string): string => {
  const { letter, pinyin, initials } = nameIndex(name);
  return [letter, pinyin, initials].join(' | ');
};

describe('[F-65] [U-15] the index of names', () => {
  it.each([
    ['单田芳', 'S | shan tian fang | stf'],
    ['曾国藩', 'Z | zeng guo fan | zgf'],
    ['解晓东', 'X | xie xiao dong | xxd'],
    ['单', 'S | shan | s'],
    ['曾', 'Z | zeng | z'],
    ['解', 'X | xie | x'],
    ['仇英', 'Q | qiu ying | qy'],
    ['区小姐', 'O | ou xiao jie | oxj'],
    ['尉迟恭', 'Y | yu chi gong | ycg'],
    ['朴正欢', 'P | piao zheng huan | pzh'],
  ])('reads a surname as a surname: %s', (name, index) => {
    expect(of(name)).toBe(index);
  });

  it('a character that is a surname elsewhere in the name is read as the word that it is', () => {
    expect(of('老单')).toBe('L | lao dan | ld');
    expect(of('Bob 解放')).toBe('B | bob jie fang | bjf');
    expect(of('重庆')).toBe('C | chong qing | cq');
  });

  it.each([
    ['李Bob', 'L | li bob | lb'],
    ['Bob李', 'B | bob li | bl'],
    ['Mary Ann O’Neil', 'M | mary ann o neil | maon'],
    ['曾 小贤', 'Z | zeng xiao xian | zxx'],
    ['吕布', 'L | lv bu | lb'],
    ['Élodie', 'E | elodie | e'],
    ['ＡＢＣ', 'A | abc | a'],
    ['張三豐', 'Z | zhang san feng | zsf'],
  ])('takes scripts together: %s', (name, index) => {
    expect(of(name)).toBe(index);
  });

  it.each([
    ['😀小明', 'X | xiao ming | xm'],
    ['👨‍👩‍👧 单田芳', 'S | shan tian fang | stf'],
    ['🍎', '# |  | '],
    ['', '# |  | '],
    ['---', '# |  | '],
  ])('passes over what nobody types: %s', (name, index) => {
    expect(of(name)).toBe(index);
  });

  it.each([
    ['10086', '# | 10086 | 1'],
    ['Омега', '# | омега | о'],
    ['さくら', '# | さくら | さ'],
    ['김철수', '# | 김철수 | 김'],
    ['𠮷野家', '# | 𠮷 ye jia | 𠮷yj'],
  ])('has # for what has no letter of the index: %s', (name, index) => {
    expect(of(name)).toBe(index);
  });

  it('says the same of a name that was asked for before', () => {
    expect(nameIndex('单田芳')).toEqual(nameIndex('单田芳'));
  });
});
