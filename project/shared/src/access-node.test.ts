import { expect, it } from 'vitest';
import { type AccessNodeEntry, parseAccessNode } from './access-node.js';

const ENTRY: AccessNodeEntry = {
  node: 'access-1-1795167569000',
  name: 'access-1',
  host: '',
  quicPort: 7443,
  websocketPort: 7443,
  websocketUrl: '',
  certificateHashes: ['5lW1Yx2Q'],
  sessions: 3,
  startedAt: 1_795_167_569_000,
};

it('an entry survives its trip through Redis', () => {
  expect(parseAccessNode(JSON.stringify(ENTRY))).toEqual(ENTRY);
});

it.each([
  '',
  '{',
  'null',
  '[]',
  '{}',
  JSON.stringify({ ...ENTRY, quicPort: 70_000 }),
  JSON.stringify({ ...ENTRY, certificateHashes: 'x' }),
])('what is not an entry is skipped: %s', (json) => {
  expect(parseAccessNode(json)).toBeUndefined();
});
