import { expect, it } from 'vitest';
import { toAccessNode } from './access-nodes.js';

const entry = {
  node: 'access-1-5',
  name: 'access-1',
  host: '',
  quicPort: 7443,
  websocketPort: 7443,
  websocketUrl: '',
  certificateHashes: [],
  sessions: 0,
  startedAt: 0,
};

it.each([
  ['localhost', '127.0.0.1'],
  ['[::1]', '127.0.0.1'],
  ['192.168.1.5', '192.168.1.5'],
  ['chat.example.org', 'chat.example.org'],
  ['[2001:db8::1]', '[2001:db8::1]'],
  ['evil.example/path?', '127.0.0.1'],
  ['a@b', '127.0.0.1'],
  ['', '127.0.0.1'],
])('[F-19] a node without a host of its own is reached under the request host: %j → %s', (requestHost, host) => {
  expect(toAccessNode(entry, requestHost)).toMatchObject({ url: `https://${host}:7443/godwit`, websocketUrl: `ws://${host}:7443/godwit` });
});

it('[F-2] a node behind a TLS proxy gives https pages a WebSocket address that they may open', () => {
  const websocketUrl = 'wss://chat.example.org/godwit';
  expect(toAccessNode({ ...entry, websocketUrl }, 'chat.example.org')).toMatchObject({ websocketUrl });
});
