import { CLOSE_CODES } from '@godwit/shared/protocol/close-codes';
import { beforeEach, describe, expect, it } from 'vitest';
import { ANSWER_MS, LULL_MS, PONG_MS, PROBE_MS } from './probe.js';
import {
  FORGIVEN_MS,
  type LinkEffect,
  type LinkEvent,
  type LinkState,
  newLink,
  type Peer,
  RESUME_MS,
  RIVAL_MS,
  SLEPT_MS,
  stepLink,
} from './state.js';

const PEER: Peer = { transport: 'webtransport', node: 'access-1', heartbeatMs: 15_000, deadAfterMs: 45_000, connectionId: '7' };
const RETRY = { retry: true as const, reason: 'no answer', retryAfterMs: 0 };

class Rig {
  state: LinkState = newLink();
  now = 1_000_000;
  random = 0.999_999;
  #fresh = 0;

  step(event: LinkEvent): readonly LinkEffect[] {
    const [state, effects] = stepLink(this.state, event, { now: this.now, random: () => this.random, fresh: () => (this.#fresh += 1) });
    this.state = state;
    return effects;
  }

  get generation(): number {
    return this.state.at === 'online' || this.state.at === 'connecting' ? this.state.generation : 0;
  }

  up(): readonly LinkEffect[] {
    if (this.state.at === 'stopped') this.step({ type: 'start' });
    return this.step({ type: 'up', generation: this.generation, peer: PEER, resumedAt: undefined });
  }

  lose(): readonly LinkEffect[] {
    return this.step({ type: 'lost', generation: this.generation, reason: 'cut' });
  }

  /** How long it waits, in ms. */
  get waits(): number {
    return this.state.at === 'waiting' ? Math.round(this.state.retryAt - this.now) : -1;
  }
}

const kinds = (effects: readonly LinkEffect[]): string[] =>
  effects.map((e) => (e.do === 'timer' || e.do === 'cancel' ? `${e.do} ${e.key}` : e.do));

describe('link (F-6, F-8, F-10, F-15)', () => {
  let rig: Rig;
  beforeEach(() => {
    rig = new Rig();
  });

  it('[F-10] dials at once at first, then waits up to 3 s, then up to 30 s, for ever', () => {
    expect(kinds(rig.step({ type: 'start' }))).toContain('dial');
    const waits = Array.from({ length: 7 }, () => {
      rig.step({ type: 'failed', generation: rig.generation, failure: RETRY });
      const ms = rig.waits;
      rig.step({ type: 'timer' });
      return ms;
    });
    expect(waits).toEqual([2999, 5999, 11_999, 23_999, 29_999, 29_999, 29_999]);
    rig.random = 0;
    rig.step({ type: 'failed', generation: rig.generation, failure: RETRY });
    expect(rig.waits).toBe(0);
  });

  it('[F-10] a short-lived success does not reset the back-off; every 5 s of a link take one step of it back', () => {
    const waitAfter = (failures: number, livedMs: number): number => {
      const link = new Rig();
      link.step({ type: 'start' });
      for (let i = 0; i < failures; i++) {
        link.step({ type: 'failed', generation: link.generation, failure: RETRY });
        link.step({ type: 'timer' });
      }
      link.up();
      link.now += livedMs;
      link.lose();
      return link.waits;
    };
    expect(waitAfter(0, 0)).toBe(2999);
    expect(waitAfter(2, FORGIVEN_MS - 1)).toBe(11_999);
    expect(waitAfter(2, FORGIVEN_MS)).toBe(5999);
    expect(waitAfter(2, 2 * FORGIVEN_MS)).toBe(2999);
    expect(waitAfter(100, 3 * FORGIVEN_MS)).toBe(5999);
    expect(waitAfter(100, 4 * FORGIVEN_MS)).toBe(2999);
  });

  it('[F-10] the server can say how long to stay away', () => {
    rig.up();
    rig.random = 0;
    rig.step({ type: 'disconnect', code: CLOSE_CODES.OVERLOADED, reason: '', retryAfterMs: 7000 });
    expect(rig.waits).toBe(7000);
  });

  it('[F-16] stays away after codes of 500 and more', () => {
    const reasons = [CLOSE_CODES.REPLACED, CLOSE_CODES.SESSION_REVOKED, CLOSE_CODES.PROTOCOL_VIOLATION].map((code) => {
      const other = new Rig();
      other.up();
      const effects = kinds(other.step({ type: 'disconnect', code, reason: '', retryAfterMs: 0 }));
      expect(effects).toEqual(expect.arrayContaining(['hangup', 'offline', 'cancel link']));
      return other.state.at === 'stopped' ? other.state.reason : other.state.at;
    });
    expect(reasons).toEqual(['replaced', 'session-ended', 'refused']);
  });

  it('[F-8] pings every 15 s and gives a link up that was silent for 45 s', () => {
    rig.up();
    for (let i = 0; i < 2; i += 1) {
      rig.now += 15_000;
      expect(kinds(rig.step({ type: 'timer' }))).toEqual(['ping', 'timer link', 'timer probe']);
    }
    rig.now += 15_000;
    expect(kinds(rig.step({ type: 'timer' }))).toContain('offline');
    expect(rig.state.at).toBe('waiting');
  });

  it('[C10] a push count that differs from the Pong asks for a sync', () => {
    rig.up();
    rig.step({ type: 'heard', counted: true });
    expect(rig.step({ type: 'pong', clientTime: rig.now, pushCount: 1 })).toEqual([]);
    expect(rig.step({ type: 'pong', clientTime: rig.now, pushCount: 3 })).toEqual([{ do: 'resync' }]);
    expect(rig.step({ type: 'pong', clientTime: rig.now, pushCount: 3 })).toEqual([]);
  });

  it('[C11] a timer that is 10 s late means sleep: sync, and give a dead link up after 5 s', () => {
    rig.up();
    rig.now += 15_000 + SLEPT_MS + 60_000;
    expect(kinds(rig.step({ type: 'timer' }))).toEqual(['ping', 'timer link', 'timer probe', 'resync']);
    rig.now += PROBE_MS;
    rig.step({ type: 'probe' });
    expect(rig.state).toMatchObject({ at: 'waiting', reason: 'silent after wake' });
  });

  it('[R17] wake ends a wait at once and probes a link; one that answers is kept', () => {
    rig.up();
    expect(kinds(rig.step({ type: 'wake' }))).toEqual(['ping', 'timer probe', 'resync']);
    rig.now += 10;
    rig.step({ type: 'heard', counted: false });
    rig.now += PROBE_MS - 10;
    rig.step({ type: 'probe' });
    expect(rig.state.at).toBe('online');
    rig.lose();
    expect(kinds(rig.step({ type: 'wake' }))).toContain('dial');
  });

  it('[R17] a question that is not answered leads to a Ping, an unanswered Ping to a session beside the silent one', () => {
    rig.up();
    expect(rig.step({ type: 'asked' })).toEqual([{ do: 'timer', key: 'probe', afterMs: ANSWER_MS }]);
    expect(rig.step({ type: 'asked' })).toEqual([]);
    rig.now += ANSWER_MS;
    expect(kinds(rig.step({ type: 'probe' }))).toEqual(['ping', 'timer probe']);
    rig.now += PONG_MS;
    expect(kinds(rig.step({ type: 'probe' }))).toEqual(['dial']);
    expect(rig.state).toMatchObject({ at: 'online', probe: { at: 'stalled' } });
    const next = rig.state.at === 'online' ? rig.state.next : 0;
    rig.step({ type: 'failed', generation: next, failure: RETRY });
    expect(kinds(rig.step({ type: 'migrate' }))).toEqual(['dial']);
  });

  it('[R17] a conversation that falls silent is followed by one Ping, 3 s after the last push', () => {
    rig.up();
    rig.now += 10;
    expect(rig.step({ type: 'heard', counted: true })).toEqual([{ do: 'timer', key: 'probe', afterMs: LULL_MS }]);
    rig.now += 1000;
    expect(rig.step({ type: 'heard', counted: true })).toEqual([]);
    rig.now += LULL_MS - 1000;
    expect(rig.step({ type: 'probe' })).toEqual([{ do: 'timer', key: 'probe', afterMs: 1000 }]);
    rig.now += 1000;
    expect(kinds(rig.step({ type: 'probe' }))).toEqual(['ping', 'timer probe']);
    rig.now += 10;
    rig.step({ type: 'heard', counted: false });
    expect(rig.step({ type: 'probe' })).toEqual([]);
    expect(rig.state).toMatchObject({ probe: { at: 'calm' } });
  });

  it('[R17] also one whose last push came while an answer was awaited', () => {
    rig.up();
    rig.step({ type: 'asked' });
    rig.now += 600;
    rig.step({ type: 'heard', counted: true });
    rig.now += ANSWER_MS - 600;
    expect(rig.step({ type: 'probe' })).toEqual([{ do: 'timer', key: 'probe', afterMs: LULL_MS - (ANSWER_MS - 600) }]);
    rig.now += LULL_MS - (ANSWER_MS - 600);
    expect(kinds(rig.step({ type: 'probe' }))).toEqual(['ping', 'timer probe']);
  });

  it('[R17] a slow link has three round trips for its Pong', () => {
    rig.up();
    rig.step({ type: 'pong', clientTime: rig.now - 900, pushCount: 0 });
    rig.step({ type: 'asked' });
    rig.now += ANSWER_MS;
    expect(rig.step({ type: 'probe' })).toContainEqual({ do: 'timer', key: 'probe', afterMs: 2700 });
  });

  it('[R17] a link that ends after it was found silent is replaced at once', () => {
    rig.up();
    rig.step({ type: 'asked' });
    for (const ms of [ANSWER_MS, PONG_MS]) {
      rig.now += ms;
      rig.step({ type: 'probe' });
    }
    rig.step({ type: 'failed', generation: rig.state.at === 'online' ? rig.state.next : 0, failure: RETRY });
    expect(kinds(rig.lose())).toContain('dial');
    expect(rig.state.at).toBe('connecting');
  });

  it('[R17] a link that speaks in time is left alone, and so is one whose Pong comes late', () => {
    rig.up();
    rig.step({ type: 'asked' });
    rig.now += ANSWER_MS;
    rig.step({ type: 'heard', counted: true });
    expect(rig.step({ type: 'probe' })).toEqual([{ do: 'timer', key: 'probe', afterMs: LULL_MS }]);
    rig.step({ type: 'asked' });
    for (const ms of [ANSWER_MS, PONG_MS]) {
      rig.now += ms;
      rig.step({ type: 'probe' });
    }
    const next = rig.state.at === 'online' ? rig.state.next : 0;
    expect(rig.step({ type: 'pong', clientTime: rig.now, pushCount: 1 })).toEqual([
      { do: 'cancel', key: 'migrate' },
      { do: 'hangup', generation: next },
    ]);
    expect(rig.state).toMatchObject({ at: 'online', next: 0, probe: { at: 'calm' } });
  });

  it('[F-15] on GoAway the new session is up before the old one is left', () => {
    rig.up();
    const old = rig.generation;
    expect(rig.step({ type: 'goAway', jitterMs: 1000 })).toMatchObject([{ do: 'timer', key: 'migrate' }]);
    const [dial] = rig.step({ type: 'migrate' });
    expect(dial).toMatchObject({ do: 'dial', resume: undefined, left: { node: PEER.node, silent: false } });
    expect(rig.generation).toBe(old);
    const next = dial?.do === 'dial' ? dial.generation : 0;
    expect(rig.step({ type: 'up', generation: next, peer: PEER, resumedAt: undefined }).slice(0, 3)).toEqual([
      { do: 'offline' },
      { do: 'hangup', generation: old },
      { do: 'online', resumed: false },
    ]);
    expect(rig.generation).toBe(next);
  });

  it('[F-15] an old session that ends while moving, also as replaced, leaves the new one to come', () => {
    for (const code of [CLOSE_CODES.GOING_AWAY, CLOSE_CODES.REPLACED]) {
      const other = new Rig();
      other.up();
      const [dial] = other.step({ type: 'migrate' });
      other.step({ type: 'disconnect', code, reason: '', retryAfterMs: 0 });
      expect(other.state).toMatchObject({ at: 'connecting', generation: dial?.do === 'dial' ? dial.generation : 0 });
    }
  });

  it('[R17] replaced by a session of its own that it had given up, it comes back, once', () => {
    rig.up();
    rig.step({ type: 'asked' });
    for (const ms of [ANSWER_MS, PONG_MS]) {
      rig.now += ms;
      rig.step({ type: 'probe' });
    }
    rig.step({ type: 'pong', clientTime: rig.now, pushCount: 0 });
    const replaced = { type: 'disconnect', code: CLOSE_CODES.REPLACED, reason: '', retryAfterMs: 0 } as const;
    expect(kinds(rig.step(replaced))).toEqual(expect.arrayContaining(['offline', 'dial']));
    rig.up();
    rig.step(replaced);
    expect(rig.state).toMatchObject({ at: 'stopped', reason: 'replaced' });
  });

  it('[R17] the same when an attempt that failed here becomes a session there, but not after 15 s', () => {
    const statesAfter = [0, RIVAL_MS].map((ms) => {
      const other = new Rig();
      other.step({ type: 'start' });
      other.step({ type: 'failed', generation: other.generation, failure: RETRY });
      other.step({ type: 'timer' });
      other.up();
      other.now += ms;
      other.step({ type: 'disconnect', code: CLOSE_CODES.REPLACED, reason: '', retryAfterMs: 0 });
      return other.state.at;
    });
    expect(statesAfter).toEqual(['connecting', 'stopped']);
  });

  describe('[F-11] resuming', () => {
    const offered = (effects: readonly LinkEffect[]): unknown => effects.flatMap((e) => (e.do === 'dial' ? [e.resume] : []))[0];
    const hear = (counted: number): void => {
      for (let i = 0; i < counted; i++) rig.step({ type: 'heard', counted: true });
    };

    it('offers the session that was lost with the pushes it took in, while the server may know it', () => {
      rig.up();
      hear(3);
      rig.lose();
      expect(offered(rig.step({ type: 'timer' }))).toMatchObject({ connectionId: '7', node: 'access-1', received: 3 });
      rig.step({ type: 'failed', generation: rig.generation, failure: RETRY });
      expect(offered(rig.step({ type: 'timer' }))).toMatchObject({ connectionId: '7', received: 3 });
      rig.step({ type: 'failed', generation: rig.generation, failure: RETRY });
      rig.now += RESUME_MS;
      expect(offered(rig.step({ type: 'timer' }))).toBeUndefined();
    });

    it('counts on from where the server goes on', () => {
      rig.up();
      hear(3);
      rig.lose();
      rig.step({ type: 'timer' });
      const effects = rig.step({ type: 'up', generation: rig.generation, peer: { ...PEER, connectionId: '8' }, resumedAt: 3 });
      expect(effects).toContainEqual({ do: 'online', resumed: true });
      expect(effects).toContainEqual({ do: 'ping', received: 3 });
      hear(2);
      expect(rig.step({ type: 'pong', clientTime: rig.now, pushCount: 5 })).toEqual([]);
      rig.lose();
      expect(offered(rig.step({ type: 'timer' }))).toMatchObject({ connectionId: '8', received: 5 });
    });

    it('offers the old session when it moves beside it, as of then', () => {
      rig.up();
      hear(1);
      expect(offered(rig.step({ type: 'migrate' }))).toMatchObject({ connectionId: '7', received: 1 });
      hear(1);
      const next = rig.state.at === 'online' ? rig.state.next : 0;
      rig.step({ type: 'up', generation: next, peer: PEER, resumedAt: 1 });
      expect(rig.state).toMatchObject({ at: 'online', received: 1 });
    });

    it('offers nothing to a server that knows no such thing', () => {
      rig.up();
      rig.step({ type: 'lost', generation: rig.generation, reason: '' });
      const old = new Rig();
      old.step({ type: 'start' });
      old.step({ type: 'up', generation: old.generation, peer: { ...PEER, connectionId: '0' }, resumedAt: undefined });
      old.lose();
      expect(offered(old.step({ type: 'timer' }))).toBeUndefined();
    });
  });

  it('what an earlier attempt reports changes nothing, and a late session is hung up', () => {
    rig.up();
    const { state } = rig;
    expect(rig.step({ type: 'lost', generation: 77, reason: '' })).toEqual([]);
    expect(rig.step({ type: 'failed', generation: 77, failure: RETRY })).toEqual([]);
    expect(rig.step({ type: 'up', generation: 77, peer: PEER, resumedAt: undefined })).toEqual([{ do: 'hangup', generation: 77 }]);
    expect(rig.state).toBe(state);
  });

  it('stop ends every state', () => {
    for (const prepare of [() => undefined, () => rig.up(), () => rig.lose(), () => rig.step({ type: 'timer' })]) {
      prepare();
      const { state, now } = rig;
      const [stopped] = stepLink(state, { type: 'stop', reason: 'closed' }, { now, random: () => 0, fresh: () => 99 });
      expect(stopped).toMatchObject({ at: 'stopped', reason: 'closed' });
    }
  });
});
