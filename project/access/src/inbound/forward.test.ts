import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { describe, expect, it } from 'vitest';
import { Forwarder, MAX_IN_FLIGHT } from './forward.js';

const identity = { userId: '1', loginSessionId: '2', deviceId: 'd', platform: 'web', expiresAt: 0 };
const origin = { handle: 1, identity, lane: 'live' } as const;
const frame = new Uint8Array(8);

function forwarder({ up = true } = {}) {
  let confirm: () => void = () => undefined;
  let published = 0;
  const bus = {
    publish: () => {
      if (up) published++;
      return up;
    },
    flush: () =>
      new Promise<void>((resolve) => {
        confirm = resolve;
      }),
  };
  const made = new Forwarder({ bus, clock: new FakeClock(), node: 'n', upstreamTtlMs: 5_000 });
  return {
    forwarder: made,
    confirm: () => {
      confirm();
    },
    published: () => published,
  };
}

describe('forwarding to logic', () => {
  it('[C18] pauses reading at 5,000 unconfirmed frames and goes on when NATS has confirmed', async () => {
    const { forwarder: f, confirm, published } = forwarder();
    for (let i = 0; i < MAX_IN_FLIGHT; i++) expect(f.forward(origin, frame)).toBe(true);
    const room = f.room();
    expect(room).toBeInstanceOf(Promise);
    expect(f.forward(origin, frame)).toBe(false);
    expect(published()).toBe(MAX_IN_FLIGHT);
    confirm();
    await room;
    expect(f.room()).toBeUndefined();
    expect(f.forward(origin, frame)).toBe(true);
  });

  it('what NATS does not take is refused at once', () => {
    const { forwarder: f } = forwarder({ up: false });
    expect(f.forward(origin, frame)).toBe(false);
    expect(f.inFlight).toBe(0);
  });
});
