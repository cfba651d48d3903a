import { expect, it } from 'vitest';
import { accessConfig } from './config.js';

it.each(['access.example.org', 'access 1', 'access-*', ''])('a node name that is no token of a subject (%j) is refused', (name) => {
  expect(accessConfig.safeParse({ NODE_NAME: name }).success).toBe(false);
  expect(accessConfig.parse({}).NODE_NAME).toBe('access-1');
});
