import { describe, expect, it } from 'vitest';
import { allowsOrigin } from './origin.js';

describe('[S18] the origin of a WebSocket', () => {
  it.each([
    ['no browser', undefined, 'chat.example:7443', true],
    ['the same host, another port', 'https://chat.example', 'chat.example:7443', true],
    ['another name of loopback', 'http://localhost:8080', '127.0.0.1:7443', true],
    ['a listed one', 'https://app.example', 'chat.example:7443', true],
    ['a foreign one', 'https://evil.example', 'chat.example:7443', false],
    ['loopback towards a public host', 'http://localhost', 'chat.example', false],
    ['one that is opaque', 'null', 'chat.example', false],
    ['no host', 'https://evil.example', undefined, false],
  ])('%s', (_name, origin, host, allowed) => {
    expect(allowsOrigin(origin, host, ['https://app.example'])).toBe(allowed);
  });
});
