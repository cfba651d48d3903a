import { describe, expect, it } from 'vitest';
import type { DownOf } from '../wire.js';
import { type CatchUp, type CatchUpEffect, type CatchUpEvent, DIGEST_MS, FIRST_PAGE, newCatchUp, stepCatchUp } from './catch-up.js';

const page = (more: Partial<DownOf<'syncPage'>>): CatchUpEvent => ({
  type: 'page',
  page: { kind: 'syncPage', conversations: [], nextCursor: '', done: true, syncTime: 500, userVersion: 3, ...more },
});
const run = (state: CatchUp, ...events: CatchUpEvent[]): readonly [CatchUp, readonly CatchUpEffect[]] =>
  events.reduce<readonly [CatchUp, readonly CatchUpEffect[]]>(([s], event) => stepCatchUp(s, event, () => 0.5), [state, []]);
const asked = (effects: readonly CatchUpEffect[]): unknown[] => effects.flatMap((e) => (e.do === 'ask' ? [e.request] : []));

describe('catch-up (C11, F-24)', () => {
  it('asks for what changed since the mark, page by page, the first one small', () => {
    const [state, first] = run(newCatchUp({ since: 100, userVersion: 2 }), { type: 'online' });
    expect(asked(first)).toMatchObject([{ since: 100, userVersion: 2, cursor: '', limit: FIRST_PAGE }]);
    const [, second] = run(state, page({ done: false, nextCursor: 'x' }));
    expect(asked(second)).toMatchObject([{ since: 100, cursor: 'x', limit: 100 }]);
  });

  it('[R6] the mark is the time of the last page and the user version of the first', () => {
    const [state, effects] = run(
      newCatchUp({ since: 0, userVersion: 0 }),
      { type: 'online' },
      page({ done: false, nextCursor: 'x', userVersion: 3 }),
      page({ syncTime: 700, userVersion: 9 }),
    );
    expect(effects).toContainEqual({ do: 'done', mark: { since: 700, userVersion: 3 } });
    expect(effects).toContainEqual({ do: 'timer', afterMs: DIGEST_MS });
    expect(state).toMatchObject({ synced: true, mark: { since: 700, userVersion: 3 } });
  });

  it('[R6] a run that is cut starts again from its old mark', () => {
    const [state] = run(newCatchUp({ since: 100, userVersion: 2 }), { type: 'online' }, page({ done: false, nextCursor: 'x' }), {
      type: 'offline',
    });
    expect(asked(run(state, { type: 'online' })[1])).toMatchObject([{ since: 100, userVersion: 2, cursor: '' }]);
  });

  it('a wish during a run is fulfilled right after it', () => {
    const [, effects] = run(newCatchUp({ since: 1, userVersion: 0 }), { type: 'online' }, { type: 'wanted', afterMs: 0 }, page({}));
    expect(effects).toContainEqual({ do: 'timer', afterMs: 1 });
  });

  it('a failed run waits longer each time, and as long as the server says', () => {
    const [once, first] = run(newCatchUp({ since: 1, userVersion: 0 }), { type: 'online' }, { type: 'failed', retryAfterMs: 0 });
    const [, second] = run(once, { type: 'timer' }, { type: 'failed', retryAfterMs: 0 });
    const [, told] = run(once, { type: 'timer' }, { type: 'failed', retryAfterMs: 9000 });
    expect([first, second, told]).toEqual([
      [{ do: 'timer', afterMs: 750 }],
      [{ do: 'timer', afterMs: 1500 }],
      [{ do: 'timer', afterMs: 9000 }],
    ]);
  });

  it('asks nothing without a link', () => {
    expect(run(newCatchUp({ since: 1, userVersion: 0 }), { type: 'wanted', afterMs: 0 }, { type: 'timer' })[1]).toEqual([]);
  });
});
