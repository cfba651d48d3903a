import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityOf, type SessionEvent, type SessionState, step } from './state.js';

const limits = { deadAfterMs: 45_000, closingMs: 1_000, resumeMs: 10_000 };
const identity = { userId: '7', loginSessionId: '70', deviceId: 'd', platform: 'web', expiresAt: 1_000_000 };
const fresh: SessionState = { at: 'hello', deadline: 5_000 };
const live: SessionState = { at: 'live', identity, lastSeen: 0, strikes: 0 };
const effects = (state: SessionState, event: SessionEvent): string[] => step(state, event, limits)[1].map((e) => e.run);

describe('session state', () => {
  it('[S1] before Hello every other frame ends the session', () => {
    for (const route of ['ping', 'showing', 'forward'] as const) {
      expect(effects(fresh, { on: 'frame', route, now: 1 })).toEqual(['error', 'disconnect']);
    }
    expect(effects(fresh, { on: 'strike', error: 'MALFORMED_FRAME', now: 1 })).toEqual(['error', 'disconnect']);
  });

  it('[S1] without admission it ends at the deadline of Hello', () => {
    const [admitting, run] = step(fresh, { on: 'frame', route: 'hello', now: 1 }, limits);
    expect(run).toEqual([{ run: 'admit' }]);
    expect(effects(admitting, { on: 'tick', now: 4_999, epochNow: 0 })).toEqual([]);
    expect(step(admitting, { on: 'tick', now: 5_000, epochNow: 0 }, limits)[1]).toContainEqual({
      run: 'disconnect',
      close: 'HELLO_TIMEOUT',
      retryAfterMs: 0,
    });
  });

  it('an admission that comes after the end is ignored', () => {
    const [closing] = step({ at: 'admitting', deadline: 5 }, { on: 'tick', now: 5, epochNow: 0 }, limits);
    expect(step(closing, { on: 'admitted', identity, now: 6 }, limits)).toEqual([closing, []]);
  });

  it('[O8] two strikes are answered, the third ends the session', () => {
    const strike: SessionEvent = { on: 'strike', error: 'UNKNOWN_FRAME', now: 1 };
    const [one, first] = step(live, strike, limits);
    const [two, second] = step(one, strike, limits);
    const [three, third] = step(two, strike, limits);
    expect([first, second].map((e) => e.map((x) => x.run))).toEqual([['error'], ['error']]);
    expect(third).toContainEqual({ run: 'disconnect', close: 'PROTOCOL_VIOLATION', retryAfterMs: 0 });
    expect(three.at).toBe('closing');
  });

  it('[F-8] silence longer than the limit ends it, a frame in time does not', () => {
    const [seen] = step(live, { on: 'frame', route: 'ping', now: 40_000 }, limits);
    expect(effects(seen, { on: 'tick', now: 80_000, epochNow: 0 })).toEqual([]);
    expect(effects(live, { on: 'tick', now: 45_001, epochNow: 0 })).toEqual(['disconnect']);
  });

  it('[S4] the expiry of the token ends it', () => {
    expect(effects(live, { on: 'tick', now: 1, epochNow: 999_999 })).toEqual([]);
    expect(step(live, { on: 'tick', now: 1, epochNow: 1_000_000 }, limits)[1]).toContainEqual({
      run: 'disconnect',
      close: 'TOKEN_EXPIRED',
      retryAfterMs: 0,
    });
  });

  it('whose session it was stays known to its end, so that nothing of it stays behind', () => {
    const [closing] = step(live, { on: 'end', close: 'REPLACED', now: 1 }, limits);
    const [closed] = step(closing, { on: 'tick', now: 1_001, epochNow: 0 }, limits);
    expect([closing.at, closed.at]).toEqual(['closing', 'closed']);
    expect(identityOf(closed)).toBe(identity);
    expect(identityOf(step(live, { on: 'gone', lost: false, now: 1 }, limits)[0])).toBe(identity);
  });

  it('[F-11] a lost connection leaves a live session suspended, for as long as it may be resumed and its token is good', () => {
    const [suspended, run] = step(live, { on: 'gone', lost: true, now: 100 }, limits);
    expect([suspended.at, run.map((e) => e.run)]).toEqual(['suspended', ['drop']]);
    expect(step(suspended, { on: 'gone', lost: true, now: 5_000 }, limits)[0]).toBe(suspended);
    expect(step(suspended, { on: 'tick', now: 10_099, epochNow: 0 }, limits)[0].at).toBe('suspended');
    expect(step(suspended, { on: 'tick', now: 10_100, epochNow: 0 }, limits)[0].at).toBe('closed');
    expect(step(suspended, { on: 'tick', now: 101, epochNow: 1_000_000 }, limits)[0].at).toBe('closed');
    expect(step(suspended, { on: 'end', close: 'REPLACED', now: 101 }, limits)[0].at).toBe('closed');
    expect(identityOf(suspended)).toBe(identity);
  });

  it('[F-11] what its peer ended, what never was live and what was being closed is not suspended', () => {
    const lost: SessionEvent = { on: 'gone', lost: true, now: 1 };
    const [closing] = step(live, { on: 'end', close: 'SLOW_CONSUMER', now: 1 }, limits);
    for (const state of [fresh, { at: 'admitting', deadline: 5 } as const, closing]) expect(step(state, lost, limits)[0].at).toBe('closed');
    expect(step(live, { ...lost, lost: false }, limits)[0].at).toBe('closed');
    const [suspended] = step(live, lost, limits);
    expect(step(suspended, { ...lost, lost: false }, limits)[0].at).toBe('closed');
    expect(step(live, lost, { ...limits, resumeMs: 0 })[0].at).toBe('closed');
  });

  it('whatever happens, one Disconnect is sent at most and nothing is forwarded outside of live', () => {
    const event = fc.oneof(
      fc.record({
        on: fc.constant('frame' as const),
        route: fc.constantFrom('hello' as const, 'ping' as const, 'forward' as const),
        now: fc.nat(9_000),
      }),
      fc.record({ on: fc.constant('strike' as const), error: fc.constant('MALFORMED_FRAME' as const), now: fc.nat(9_000) }),
      fc.record({ on: fc.constant('admitted' as const), identity: fc.constant(identity), now: fc.nat(9_000) }),
      fc.record({ on: fc.constant('end' as const), close: fc.constant('REPLACED' as const), now: fc.nat(9_000) }),
      fc.record({ on: fc.constant('tick' as const), now: fc.nat(9_000), epochNow: fc.nat(2_000_000) }),
      fc.record({ on: fc.constant('gone' as const), lost: fc.boolean(), now: fc.nat(9_000) }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let state: SessionState = fresh;
        let disconnects = 0;
        for (const e of events) {
          const before = state.at;
          const [next, run] = step(state, e, limits);
          state = next;
          disconnects += run.filter((x) => x.run === 'disconnect').length;
          if (run.some((x) => x.run === 'forward' || x.run === 'pong')) expect(before).toBe('live');
        }
        expect(disconnects).toBeLessThanOrEqual(1);
      }),
    );
  });
});
