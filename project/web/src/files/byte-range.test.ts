import { expect, it } from 'vitest';
import { byteRange } from './byte-range.js';

it.each([
  [undefined, 'all'],
  ['bytes=0-', { start: 0, end: 9 }],
  ['bytes=2-4', { start: 2, end: 4 }],
  ['bytes=9-9', { start: 9, end: 9 }],
  ['bytes=4-400', { start: 4, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-30', { start: 0, end: 9 }],
  ['bytes=10-', 'none'],
  ['bytes=-0', 'none'],
  ['bytes=4-2', 'all'],
  ['bytes=0-1,4-5', 'all'],
  ['bytes=-', 'all'],
  ['bytes=a-b', 'all'],
  ['items=0-1', 'all'],
  [`bytes=${'9'.repeat(30)}-`, 'all'],
])('[F-46] of 10 bytes, %s is %j', (header, range) => {
  expect(byteRange(header, 10)).toEqual(range);
});
