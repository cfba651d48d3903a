import { FakeClock } from '@godwit/shared/testing/fake-clock';
import type { RoomDelivery } from '@godwit/shared/protocol/messages/room-delivery';
import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_GATHERED, PassiveWindow, WINDOW_MS } from './passive-window.js';

const push = (seq: number, bytes = 100): RoomDelivery => ({
  conversationId: '7',
  membershipVersion: 1,
  firstSeq: seq,
  lastSeq: seq,
  expiresAt: 0,
  exceptNode: '',
  exceptHandle: 0,
  frame: new Uint8Array(bytes),
});

describe('[F-59] the window of those who do not show a room', () => {
  let clock: FakeClock;
  let out: number[][];
  let window: PassiveWindow;
  beforeEach(() => {
    clock = new FakeClock();
    out = [];
    window = new PassiveWindow({ clock, out: (gathered) => out.push(gathered.map(({ firstSeq }) => firstSeq)) });
  });

  it('lets the first push pass, and gathers what follows for 500 ms', async () => {
    expect([1, 2, 3].map((seq) => window.gather(push(seq)))).toEqual([false, true, true]);
    await clock.advance(WINDOW_MS - 1);
    expect([out, window.size]).toEqual([[], 2]);
    await clock.advance(1);
    expect([out, window.size]).toEqual([[[2, 3]], 0]);
  });

  it('goes on gathering while there is something in each window, and is quiet after one without', async () => {
    for (const seq of [1, 2]) window.gather(push(seq));
    await clock.advance(WINDOW_MS);
    expect(window.gather(push(3))).toBe(true);
    await clock.advance(WINDOW_MS);
    expect(out).toEqual([[2], [3]]);
    await clock.advance(WINDOW_MS);
    expect([clock.pendingTimers, window.gather(push(4))]).toEqual([0, false]);
  });

  it('[C18] holds 32 pushes and 32 KiB', async () => {
    for (let seq = 0; seq <= MAX_GATHERED; seq++) window.gather(push(seq));
    expect([out.map((seqs) => seqs.length), window.size]).toEqual([[MAX_GATHERED], 0]);
    for (let seq = 100; seq < 102; seq++) window.gather(push(seq, 20_000));
    expect(out.at(-1)).toEqual([100, 101]);
    await clock.advance(2 * WINDOW_MS);
    expect([out.length, clock.pendingTimers]).toEqual([2, 0]);
  });

  it('lets out what waits when it is told to, and begins anew', async () => {
    window.flush();
    for (const seq of [1, 2]) window.gather(push(seq));
    window.flush();
    expect([out, window.gather(push(3))]).toEqual([[[2]], true]);
    await clock.advance(WINDOW_MS);
    expect(out).toEqual([[2], [3]]);
  });
});
