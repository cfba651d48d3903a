import { FakeClock } from '@godwit/shared/testing/fake-clock';
import { beforeEach, describe, expect, it } from 'vitest';
import { HEAD_START_MS, type Preference, REMEMBER_MS, SHORT_START_MS, TransportRace } from './race.js';
import type { OpenTransport, Transport, TransportKind } from './transport.js';

const ADDRESS = { url: 'https://a/godwit', websocketUrl: 'ws://a/godwit', certificateHashes: [] };
const DEAF = { frame: () => undefined, closed: () => undefined };

interface Attempt {
  readonly kind: TransportKind;
  readonly open: () => void;
  readonly fail: () => void;
  aborted: boolean;
  closed: boolean;
}

describe('transport race (F-2)', () => {
  let clock: FakeClock;
  let attempts: Attempt[];
  beforeEach(() => {
    clock = new FakeClock();
    attempts = [];
  });

  const opener =
    (kind: TransportKind): OpenTransport =>
    ({ signal }) =>
      new Promise<Transport>((resolve, reject) => {
        const attempt: Attempt = {
          kind,
          aborted: false,
          closed: false,
          open: () => resolve({ kind, send: () => undefined, close: () => void (attempt.closed = true) }),
          fail: () => reject(new Error(`${kind} failed`)),
        };
        signal.addEventListener('abort', () => {
          attempt.aborted = true;
        });
        attempts.push(attempt);
      });
  const raceOf = (mode: 'auto' | TransportKind = 'auto'): TransportRace =>
    new TransportRace({ mode, clock, webtransport: opener('webtransport'), websocket: opener('websocket') });
  const open = (race: TransportRace, preference?: Preference, signal = new AbortController().signal, silent = false): Promise<Transport> =>
    race.open({ address: ADDRESS, listener: DEAF, signal }, { preference, silent });
  const of = (kind: TransportKind): Attempt => attempts.findLast((a) => a.kind === kind)!;

  it('gives WebTransport a head start of 800 ms and does not start WebSocket when it opens in time', async () => {
    const opened = open(raceOf());
    await clock.advance(HEAD_START_MS - 1);
    expect(attempts.map((a) => a.kind)).toEqual(['webtransport']);
    of('webtransport').open();
    expect((await opened).kind).toBe('webtransport');
    await clock.advance(HEAD_START_MS);
    expect(attempts).toHaveLength(1);
  });

  it('takes what opens first and closes the one that opens later', async () => {
    const opened = open(raceOf());
    await clock.advance(HEAD_START_MS);
    of('websocket').open();
    expect((await opened).kind).toBe('websocket');
    expect(of('webtransport').aborted).toBe(true);
    of('webtransport').open();
    await clock.advance(0);
    expect([of('webtransport').closed, of('websocket').closed]).toEqual([true, false]);
  });

  it('starts WebSocket at once when WebTransport fails, and rejects when both have', async () => {
    const opened = open(raceOf());
    of('webtransport').fail();
    await clock.advance(0);
    of('websocket').fail();
    await expect(opened).rejects.toThrow('websocket failed');
    expect(clock.pendingTimers).toBe(0);
  });

  it('[R17] after a silence the head start is short', async () => {
    void open(raceOf(), undefined, undefined, true);
    await clock.advance(SHORT_START_MS);
    expect(attempts.map((a) => a.kind)).toEqual(['webtransport', 'websocket']);
  });

  it('remembers WebSocket for 24 hours', async () => {
    const race = raceOf();
    void open(race, { kind: 'websocket', at: clock.now() });
    expect(attempts.map((a) => a.kind)).toEqual(['websocket']);
    void open(race, { kind: 'websocket', at: clock.now() - REMEMBER_MS });
    expect(attempts.map((a) => a.kind)).toEqual(['websocket', 'webtransport']);
  });

  it('[F-2] never has two WebTransport attempts pending', async () => {
    const race = raceOf();
    const first = open(race);
    await clock.advance(HEAD_START_MS);
    of('websocket').open();
    await first;
    void open(race);
    expect(attempts.filter((a) => a.kind === 'webtransport')).toHaveLength(1);
    expect(await race.probe(ADDRESS, new AbortController().signal)).toBe(false);
    of('webtransport').fail();
    await clock.advance(0);
    void open(race);
    expect(attempts.filter((a) => a.kind === 'webtransport')).toHaveLength(2);
  });

  it('a probe says whether WebTransport opens, and keeps nothing open', async () => {
    const probed = raceOf().probe(ADDRESS, new AbortController().signal);
    of('webtransport').open();
    expect(await probed).toBe(true);
    expect(of('webtransport').closed).toBe(true);
  });

  it('an abort ends both attempts', async () => {
    const abort = new AbortController();
    open(raceOf(), undefined, abort.signal).catch(() => undefined);
    await clock.advance(HEAD_START_MS);
    abort.abort();
    expect(attempts.map((a) => a.aborted)).toEqual([true, true]);
  });

  it('a forced transport is the only one that is tried', () => {
    void open(raceOf('websocket'));
    void open(raceOf('webtransport'));
    expect(attempts.map((a) => a.kind)).toEqual(['websocket', 'webtransport']);
  });
});
