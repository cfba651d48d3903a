import { describe, expect, it } from 'vitest';
import { passwordBytes, passwordStrength } from './password-strength.js';

describe('[U-2] password strength', () => {
  it.each([
    ['', 'weak'],
    ['aaaaaaaaaaaaaaaa', 'weak'],
    ['12345678', 'weak'],
    ['tidalflat9', 'fair'],
    ['correct horse battery', 'strong'],
    ['候鸟不停飞越太平洋一万三千公里', 'strong'],
  ] as const)('%j is %s', (password, strength) => {
    expect(passwordStrength(password)).toBe(strength);
  });

  it('counts bytes, not characters, against the limit of the server', () => {
    expect(passwordBytes('鸟'.repeat(25))).toBe(75);
  });
});
