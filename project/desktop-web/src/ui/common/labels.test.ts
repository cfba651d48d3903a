import { describe, expect, it } from 'vitest';
import { durationLabel } from './duration-label.js';
import { sizeLabel } from './size-label.js';

describe('[U-8] [U-11] [U-20] sizes and times are said in one way everywhere', () => {
  it.each([
    [0, '0 B'],
    [512, '512 B'],
    [1_434, '1.4 KB'],
    [1_536, '1.5 KB'],
    [20 * 1_048_576, '20 MB'],
    [200 * 1_048_576, '200 MB'],
    [3 * 1_024 ** 4, '3 TB'],
  ])('%i bytes are %s', (bytes, label) => expect(sizeLabel(bytes)).toBe(label));

  it('times are minutes and seconds', () => {
    expect([durationLabel(7_400), durationLabel(754_000)]).toEqual(['0:07', '12:34']);
  });
});
