import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { expect, it } from 'vitest';
import { FileLinks } from './file-links.js';

it('[S3] a link that was asked for before everything was cleared is not kept for the next user', async () => {
  const clock = new FakeClock();
  const asked: ((url: string) => void)[] = [];
  const links = new FileLinks(
    clock,
    () => new Promise((resolve) => asked.push((url) => resolve({ url, expiresAt: clock.now() + 600_000 }))),
  );
  const of = (): Promise<string> => links.url('9');
  const before = of();
  links.clear();
  asked[0]!('of the first');
  expect(await before).toBe('of the first');
  const next = of();
  asked[1]!('of the second');
  expect([await next, await of(), asked.length]).toEqual(['of the second', 'of the second', 2]);
});
