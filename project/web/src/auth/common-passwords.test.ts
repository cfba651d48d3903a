import { expect, it } from 'vitest';
import { isCommonPassword } from './common-passwords.js';

it.each(['password', 'PassWord1', '12345678', 'woaini1314', '88888888', 'aaaaaaaaaaaa', '密密密密', 'robin123x', 'robin123xrobin123x'])(
  '[S9] %s is among the first guesses',
  (password) => {
    expect(isCommonPassword(password, 'robin123x')).toBe(true);
  },
);

it.each(['correct horse battery', '我的猫叫咪咪呀', 'Tr0ub4dor&3x'])('[S9] %s is not', (password) => {
  expect(isCommonPassword(password, 'robin123x')).toBe(false);
});
