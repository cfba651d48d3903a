import { describe, expect, it } from 'vitest';
import { abandon, ANSWER_MS, ask, type Ask, finish, newRequests, type Requests } from './requests.js';

let ref = 0;
const fresh = (): number => (ref += 1);
const pull = (conversationId: string): Ask => ({
  kind: 'pull',
  conversationId,
  pull: { from: 1, to: 9, limit: 200, direction: 'forward' },
});
const many = (count: number): Requests =>
  Array.from({ length: count }, (_, i) => pull(String(i))).reduce<Requests>(
    (state, wanted) => ask(state, wanted, false, fresh)[0],
    newRequests(),
  );

describe('requests (C21, R22)', () => {
  it('[R22] has at most four pages in flight, each with a deadline; syncs do not wait for them', () => {
    const state = many(10);
    expect([state.inflight.size, state.queue.length]).toEqual([4, 6]);
    const sync = {
      kind: 'sync' as const,
      request: { kind: 'syncRequest' as const, since: 0, userVersion: 0, cursor: '', limit: 30, conversationIds: [] },
    };
    const [after, effects] = ask(state, sync, false, fresh);
    expect(after.inflight.size).toBe(5);
    expect(effects).toMatchObject([
      { do: 'send', lane: 'bulk' },
      { do: 'timer', afterMs: ANSWER_MS },
    ]);
  });

  it('an answer lets the next one go, urgent ones first; an unknown ref changes nothing', () => {
    const [state] = ask(many(5), pull('urgent'), true, fresh);
    const [first] = state.inflight.keys();
    const [next, done, effects] = finish(state, first!, fresh);
    expect(done).toMatchObject({ conversationId: '0' });
    expect(effects).toMatchObject([{ do: 'cancel' }, { do: 'send', up: { conversationId: 'urgent' } }, { do: 'timer' }]);
    expect(finish(next, first!, fresh)).toEqual([next, undefined, []]);
  });

  it('without a link everything is handed back', () => {
    const [state, asks, effects] = abandon(many(6));
    expect([state.inflight.size, asks.length, effects.length]).toEqual([0, 6, 4]);
  });
});
