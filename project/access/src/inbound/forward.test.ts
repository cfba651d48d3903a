import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { decodeToLogic } from '@godwit/shared/protocol/inside';
import type { Upstream } from '@godwit/shared/protocol/messages/upstream';
import { describe, expect, it } from 'vitest';
import { Forwarder, MAX_IN_FLIGHT } from './forward.js';

const identity = { userId: '1', loginSessionId: '2', deviceId: 'd', platform: 'web', expiresAt: 0 };
const origin = { handle: 1, identity, lane: 'live' } as const;
const frame = new Uint8Array(8);

function forwarder({ up = true } = {}) {
  let confirm: () => void = () => undefined;
  const published: Upstream[] = [];
  const clock = new FakeClock();
  const bus = {
    accepts: () => up,
    publish: (_subject: string, bytes: Uint8Array) => published.push(decodeToLogic(bytes) as Upstream) > 0,
    flush: () =>
      new Promise<void>((resolve) => {
        confirm = resolve;
      }),
  };
  return {
    forwarder: new Forwarder({ bus, clock, node: 'n', upstreamTtlMs: 5_000, subject: () => 'im.logic.upstream' }),
    clock,
    confirm: () => {
      confirm();
    },
    sizes: () => published.map(({ frames }) => frames.length),
    published,
  };
}

const turnEnd = (): Promise<void> => Promise.resolve();

describe('forwarding to logic', () => {
  it('[C18] pauses reading at 5,000 unconfirmed frames and goes on when NATS has confirmed', async () => {
    const { forwarder: f, confirm, sizes } = forwarder();
    for (let i = 0; i < MAX_IN_FLIGHT; i++) expect(f.forward(origin, frame)).toBe(true);
    const room = f.room();
    expect(room).toBeInstanceOf(Promise);
    expect(f.forward(origin, frame)).toBe(false);
    await turnEnd();
    expect(sizes().reduce((a, b) => a + b)).toBe(MAX_IN_FLIGHT);
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

  it('frames of one turn leave together, in order and whole, with the time of the first', async () => {
    const { forwarder: f, clock, published } = forwarder();
    const read = new Uint8Array(2); // the reader uses its memory again and again
    for (const n of [1, 2, 3]) {
      read.fill(n);
      f.forward({ ...origin, handle: n }, read);
    }
    await turnEnd();
    expect(published).toMatchObject([{ node: 'n', receivedAt: clock.now(), expiresAt: clock.now() + 5_000 }]);
    expect(published[0]!.frames.map(({ handle, frame: bytes }) => [handle, ...bytes])).toEqual([1, 2, 3].map((n) => [n, n, n]));
  });

  it('256 KB do not wait', () => {
    const { forwarder: f, sizes } = forwarder();
    for (let i = 0; i < 4; i++) f.forward(origin, new Uint8Array(65_536));
    expect(sizes()).toEqual([4]);
  });
});
