import { describe, expect, it } from 'vitest';
import { initialsOf } from './initials.js';

describe('[U-5] the initials of a group’s name', () => {
  it.each([
    ['前端开发小组', 'qdkfxz'],
    ['银行与单位', 'yxydw'],
    ['啊哦鹅 一二三', 'aoeyes'],
    ['Godwit 产品 v2', 'gcpv'],
    ['Élan vital', 'ev'],
    ['２０２６ 年会', '2nh'],
    ['🐦 !', ''],
    ['', ''],
  ])('of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
    expect(initialsOf(name)).toBe(initials);
  });

  it('have every letter that a syllable can begin with', () => {
    const letters = initialsOf('安北草大鹅发高河家看来马你哦跑七人三天万小有在');
    expect(letters).toBe('abcdefghjklmnopqrstwxyz');
  });
});
