import { describe, expect, it } from 'vitest';
import { avatar, deviceId, email, id, newPassword, phone, username } from './fields.js';

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown): boolean => schema.safeParse(value).success;

describe('fields of the REST API', () => {
  it('an id fits into 64 bits and is never 0', () => {
    expect(['1', '9223372036854775807'].map((text) => accepts(id, text))).toEqual([true, true]);
    expect(['0', '-1', '01', '1.0', '9'.repeat(20), '9223372036854775808', '', 5, null].filter((value) => accepts(id, value))).toEqual([]);
  });

  it('a username is trimmed and lower-cased', () => {
    expect(username.parse(' Alice.B-1_ ')).toBe('alice.b-1_');
  });

  it('[S9] a password is measured in bytes', () => {
    expect(['12345678', 'x'.repeat(72), '密'.repeat(24)].map((text) => accepts(newPassword, text))).toEqual([true, true, true]);
    expect(['1234567', 'x'.repeat(73), '密'.repeat(25), 'with a \0 in it'].map((text) => accepts(newPassword, text))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('[S14] an avatar is nothing that a browser would run', () => {
    expect(['', '/files/1.png', 'https://cdn.example/a.png?x=1'].map((text) => accepts(avatar, text))).toEqual([true, true, true]);
    const hostile = [
      'javascript:alert(1)',
      ' javascript:1',
      'data:text/html,x',
      '//evil.example',
      '/\\evil.example',
      'https://x/"onerror=',
      'vbscript:x',
      'file:///etc/passwd',
    ];
    expect(hostile.filter((text) => accepts(avatar, text))).toEqual([]);
  });

  it('optional contact fields may be empty', () => {
    expect([accepts(phone, ''), accepts(email, ''), accepts(phone, '+86 138-0000-0000'), accepts(email, 'a@example.org')]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([accepts(phone, 'abc'), accepts(email, 'a@'), accepts(phone, '1'.repeat(40))]).toEqual([false, false, false]);
  });

  it('a device id leaves the separators of stored keys alone', () => {
    expect([accepts(deviceId, 'iPhone 15 (王)'), accepts(deviceId, 'a|b'), accepts(deviceId, 'a\nb'), accepts(deviceId, '')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
