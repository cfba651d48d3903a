import { expect, it } from 'vitest';
import { parseServers } from './servers.js';

it.each([
  ['nats://127.0.0.1:4222', { servers: ['127.0.0.1:4222'] }],
  ['nats://host', { servers: ['host:4222'] }],
  ['host:1234', { servers: ['host:1234'] }],
  ['nats://logic:p%40ss@a:1,nats://b:2', { servers: ['a:1', 'b:2'], user: 'logic', pass: 'p@ss' }],
  ['tls://a:1', { servers: ['a:1'], tls: true }],
  ['nats://[::1]:4222', { servers: ['[::1]:4222'] }],
])('%s', (url, expected) => {
  expect(parseServers(url)).toEqual(expected);
});

it('a text without a host is refused with what was expected', () => {
  expect(() => parseServers('nats://')).toThrow('expected nats://host:4222');
});
