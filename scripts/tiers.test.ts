import { expect, it } from 'vitest';
import { readyLine } from './tiers.ts';

it.each([
  ['{"level":30,"event":"ready","ports":{"http":8080,"internal":9},"msg":"ready"}', { ports: { http: 8080, internal: 9 } }],
  ['{"event":"ready","ports":{"quic":1},"udpBufferBytes":212992}', { ports: { quic: 1 }, udpBufferBytes: 212_992 }],
  ['{"level":30,"event":"started"}', undefined],
  ['{"level":30,"event":"ready"}', undefined],
  ['{"event":"ready","ports":', undefined],
  ['a library says "event":"ready"', undefined],
])('the ready line is recognised: %s', (line, ready) => {
  expect(readyLine(line)).toEqual(ready);
});
