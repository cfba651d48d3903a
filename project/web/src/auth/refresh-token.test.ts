import { describe, expect, it } from 'vitest';
import { generateKeyPair } from '@godwit/shared/auth/jwt';
import { createRefreshTokens } from './refresh-token.js';

const { privateKeyPem } = generateKeyPair();
const tokens = createRefreshTokens([privateKeyPem]);

describe('[S5] refresh tokens', () => {
  it('are read back by every node that has the key, with the same successor', () => {
    const { token, hash } = tokens.issue('42');
    const first = tokens.read(token);
    expect(first).toMatchObject({ sessionId: '42', hash });
    expect(createRefreshTokens([`${privateKeyPem}\n`]).read(token)).toEqual(first);
    expect(tokens.read(first?.successors[0].token ?? '')).toMatchObject({ sessionId: '42', hash: first?.successors[0].hash });
  });

  it('go on under a new key, and nodes that have not changed yet know them', () => {
    const newer = generateKeyPair().privateKeyPem;
    const before = createRefreshTokens([privateKeyPem, newer]);
    const after = createRefreshTokens([newer, privateKeyPem]);
    const { token } = tokens.issue('42');
    const [byNew] = after.read(token)?.successors ?? [];
    expect(before.read(token)?.successors).toContainEqual(byNew);
    expect(before.read(byNew?.token ?? '')).toMatchObject({ sessionId: '42', hash: byNew?.hash });
    expect(createRefreshTokens([newer]).read(byNew?.token ?? '')).toMatchObject({ hash: byNew?.hash });
    expect(tokens.read(byNew?.token ?? '')).toBeUndefined();
  });

  it('are never the same twice', () => {
    expect(tokens.issue('42').token).not.toBe(tokens.issue('42').token);
  });

  it('of another key, session or secret are not ours', () => {
    const [sessionId = '', secret = '', mac = ''] = tokens.issue('42').token.split('.');
    const other = createRefreshTokens([generateKeyPair().privateKeyPem]).issue('42').token;
    const changed = secret.startsWith('A') ? `B${secret.slice(1)}` : `A${secret.slice(1)}`;
    for (const token of [
      other,
      `43.${secret}.${mac}`,
      `${sessionId}.${changed}.${mac}`,
      `${sessionId}.${secret}.${secret}`,
      `${sessionId}.${secret}`,
      '',
      '..',
      `0.${secret}.${mac}`,
    ]) {
      expect(tokens.read(token)).toBeUndefined();
    }
  });
});
