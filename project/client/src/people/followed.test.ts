import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { expect, it } from 'vitest';
import { Followed } from './followed.js';

it('[F-65] whatever changes while a reading ends is read, by this one or the next', async () => {
  for (let step = 0; step < 12; step += 1) {
    let [server, known] = [0, -1];
    const followed = new Followed(async () => (known = server), new FakeClock());
    const first = followed.follow();
    for (let i = 0; i < step; i += 1) await Promise.resolve();
    server += 1;
    await followed.follow();
    await first;
    expect([step, known]).toEqual([step, 1]);
  }
});
