import { connectBus, type Bus } from '@godwit/shared/bus/bus';
import { createLogger } from '@godwit/shared/log';
import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { startTestNats, type TestServer } from '@godwit/shared/testing/servers';
import { SUBJECTS } from '@godwit/shared/subjects';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Revocations } from './revocations.js';

const log = createLogger({ name: 'test', level: 'silent' });
const REPEAT_MS = 5_000;

let nats: TestServer;
let buses: Bus[];
let said: number;
let clock: FakeClock;
let revocations: Revocations;
beforeEach(async () => {
  nats = await startTestNats();
  buses = await Promise.all(['web', 'access'].map((name) => connectBus({ servers: nats.url, name, log })));
  const [web, access] = buses as [Bus, Bus];
  said = 0;
  access.subscribe(SUBJECTS.accessBroadcast, {}, () => void said++);
  await access.flush(1_000);
  clock = new FakeClock();
  revocations = new Revocations({ bus: web, clock, log });
});
afterEach(async () => {
  revocations.close();
  await Promise.all(buses.map((bus) => bus.close()));
  await nats.stop();
});

const soon = (times: number): Promise<void> =>
  vi.waitFor(() => {
    expect(said).toBe(times);
  }, 5_000);

describe('[F-17] a revocation', () => {
  it('is said twice, 5 s apart, and then forgotten', async () => {
    await revocations.announce('7', ['1']);
    await soon(1);
    await clock.advance(REPEAT_MS);
    await soon(2);
    await vi.waitFor(() => {
      expect(clock.pendingTimers).toBe(0);
    });
  });

  it('[S3] that NATS did not confirm in time is repeated until NATS does', async () => {
    nats.kill('SIGSTOP');
    await revocations.announce('7', ['1']);
    await clock.advance(REPEAT_MS);
    await vi.waitFor(() => {
      expect(clock.pendingTimers).toBe(1);
    }, 2_000);
    nats.kill('SIGCONT');
    await soon(2);
    await clock.advance(REPEAT_MS);
    await soon(3);
    await vi.waitFor(() => {
      expect(clock.pendingTimers).toBe(0);
    });
  });
});
