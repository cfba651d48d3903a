import { expect, it } from 'vitest';
import { readyPorts } from './tiers.ts';

it.each([
  ['{"level":30,"event":"ready","ports":{"http":8080,"internal":9},"msg":"ready"}', { http: 8080, internal: 9 }],
  ['{"level":30,"event":"started"}', undefined],
  ['{"level":30,"event":"ready"}', undefined],
  ['{"event":"ready","ports":', undefined],
  ['a library says "event":"ready"', undefined],
])('the ready line is recognised: %s', (line, ports) => {
  expect(readyPorts(line)).toEqual(ports);
});
